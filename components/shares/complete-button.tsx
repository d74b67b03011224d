"use client";

import { PackageCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui";
import type { Share } from "./share";
import { useShareAction } from "./use-share";

/** The sender says that nothing more comes: only then is a part without a number the whole. */
export function CompleteButton({ share }: { share: Share }) {
  const t = useTranslations("shares.detail");
  const { mutateAsync, isPending } = useShareAction(share.id);
  return (
    <Button size="sm" loading={isPending} onClick={() => mutateAsync({ action: "complete" }).catch(() => {})}>
      <PackageCheck aria-hidden />
      {t("close")}
    </Button>
  );
}
