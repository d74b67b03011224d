import { FileQuestion } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { BarePage } from "@/components/shell/bare-page";
import { Button, EmptyState } from "@/components/ui";

/** One page for what doesn't exist and for what isn't yours (interfaces.md: the same for both). */
export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <BarePage>
      <EmptyState
        className="px-0 py-4"
        icon={FileQuestion}
        level={1}
        title={t("title")}
        action={
          <Button asChild>
            <Link href="/">{t("home")}</Link>
          </Button>
        }
      >
        {t("text")}
      </EmptyState>
    </BarePage>
  );
}
