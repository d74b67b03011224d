import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditPage } from "@/components/audit";
import { EmptyState } from "@/components/ui";
import { requirePageUser } from "@/lib/auth";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function Page() {
  const { actor } = await requirePageUser();
  if (actor.roles.includes("PRIVACY_OFFICER")) return <AuditPage />;
  const t = await getTranslations("common.error");
  return (
    <EmptyState level={1} title={t("forbidden")}>
      {t("forbiddenText")}
    </EmptyState>
  );
}
