"use client";

import type { LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, Dialog } from "@/components/ui";
import type { Share } from "./share";
import { spokenName } from "./spoken-name";
import { useShareAction } from "./use-share";

/** Withdraws a share after one question: it can't be undone. */
export function RevokeDialog({ share, icon: Icon }: { share: Share; icon: LucideIcon }) {
  const t = useTranslations("shares.revoke");
  const c = useTranslations("common.actions");
  const [isOpen, setOpen] = useState(false);
  const { mutateAsync, isPending } = useShareAction(share.id);
  const opened = share.recipients.filter(({ openedAt }) => openedAt).map(spokenName);
  const revoke = () =>
    mutateAsync({ action: "revoke" })
      .then(() => setOpen(false))
      .catch(() => {});
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="quiet">
          <Icon aria-hidden />
          {t("action")}
        </Button>
      }
      title={t("title")}
      description={t("text")}
      size="sm"
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{c("cancel")}</Button>
          <Button variant="danger" loading={isPending} onClick={revoke}>
            {t("sure")}
          </Button>
        </>
      }
    >
      <p className="text-sm">
        {opened.length > 0 ? t("opened", { names: opened.join(", ") }) : t("notOpened")}
      </p>
    </Dialog>
  );
}
