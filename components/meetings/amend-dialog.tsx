"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, Dialog, Field, Textarea } from "@/components/ui";
import type { Board, Case } from "@/lib/meetings";
import { useCaseAction } from "./use-meeting";

/** Asks why a signed outcome is opened again: the report that replaces it says so. */
export function AmendDialog({ board, found, onClose }: { board: Board; found: Case; onClose: () => void }) {
  const t = useTranslations("meetings");
  const act = useCaseAction(board.id, found.id);
  const [reason, setReason] = useState("");
  const body = { reason, version: found.outcome.version };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("amend.title")}
      description={t("amend.text", { name: found.referrer.name })}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t("actions.dismiss")}</Button>
          <Button
            variant="primary"
            loading={act.isPending}
            disabled={reason.trim() === ""}
            onClick={() => act.mutate({ action: "amend", method: "POST", body }, { onSuccess: onClose })}
          >
            {t("amend.do")}
          </Button>
        </>
      }
    >
      <Field label={t("amend.reason")}>
        <Textarea
          rows={3}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}
