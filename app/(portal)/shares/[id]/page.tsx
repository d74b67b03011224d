import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type Share, ShareDetail, ShareRefusal } from "@/components/shares";
import { requirePageUser } from "@/lib/auth";
import { ProblemError } from "@/lib/errors";
import { getShare } from "@/lib/shares";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shares"))("detail.title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ via?: string }> };

/** Where a share lands: by its own address, or (`via=link`) out of a mail. */
export default async function SharePage({ params, searchParams }: Props) {
  const context = await requirePageUser();
  const { id } = await params;
  const isByLink = (await searchParams).via === "link";
  const share = await getShare(context, id).catch((error: unknown): Share | ProblemError => {
    if (error instanceof ProblemError) return error;
    throw error;
  });
  if (!(share instanceof ProblemError))
    return (
      <div className="scroll-quiet absolute inset-0 overflow-y-auto">
        <ShareDetail id={share.id} initial={share} />
      </div>
    );
  // Who followed a link is told that it is another's, whether or not such a share exists.
  if (share.status === 404 && isByLink)
    return <ShareRefusal code="wrong_account" email={context.actor.email} />;
  return <ShareRefusal code={share.code} shareId={id} />;
}
