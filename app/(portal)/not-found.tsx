import { FileQuestion } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui";

export default async function PortalNotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <EmptyState icon={FileQuestion} level={1} title={t("title")}>
      {t("text")}
    </EmptyState>
  );
}
