import { Link2Off } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BarePage } from "@/components/shell/bare-page";
import { Button, EmptyState } from "@/components/ui";
import { headerFacts } from "@/lib/auth";
import { resolveLink } from "@/lib/shares";

export const metadata: Metadata = { referrer: "no-referrer" };

/**
 * Where a mailed link lands. The token ends here: it goes into no other address. The share's own page asks for
 * sign-in and decides; a link alone opens nothing and makes no account.
 */
export default async function LinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { remoteAddress } = headerFacts(await headers());
  const shareId = await resolveLink(token, remoteAddress);
  if (shareId) redirect(`/shares/${shareId}?via=link`);
  const t = await getTranslations("links");
  return (
    <BarePage>
      <EmptyState
        className="px-0 py-4"
        icon={Link2Off}
        level={1}
        title={t("unknown.title")}
        action={
          <Button asChild variant="primary">
            <Link href="/inbox">{t("inbox")}</Link>
          </Button>
        }
      >
        {t("unknown.text")}
      </EmptyState>
    </BarePage>
  );
}
