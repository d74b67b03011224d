import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Enrolment } from "@/components/auth";
import { ownPath, requireSignedIn } from "@/lib/auth";
import { beginSecondFactor } from "@/lib/users";
import { confirmEnrolment } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.setUp"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SecondFactorPage({ searchParams }: Props) {
  const callbackUrl = ownPath((await searchParams).callbackUrl);
  const { context, needsSecondFactor } = await requireSignedIn();
  if (!needsSecondFactor) redirect(callbackUrl);
  const t = await getTranslations("auth.setUp");
  return (
    <>
      <div>
        <h1 className="text-xl font-semibold">{t("title")}</h1>
        <p className="mt-1 text-sm text-muted">{t("why")}</p>
      </div>
      <Enrolment
        draft={await beginSecondFactor(context)}
        confirm={confirmEnrolment}
        callbackUrl={callbackUrl}
      />
    </>
  );
}
