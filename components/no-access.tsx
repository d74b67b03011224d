import { Lock } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button, EmptyState } from "./ui";

/** A page that the account has no right to: said as such, with a way on. */
export function NoAccess({ action, level = 1 }: { action?: ReactNode; level?: 1 | 2 | 3 }) {
  const t = useTranslations("common");
  return (
    <EmptyState
      icon={Lock}
      level={level}
      title={t("error.forbidden")}
      action={
        action ?? (
          <Button asChild>
            <Link href="/">{t("notFound.home")}</Link>
          </Button>
        )
      }
    >
      {t("error.forbiddenText")}
    </EmptyState>
  );
}
