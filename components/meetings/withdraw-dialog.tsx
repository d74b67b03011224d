"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, Dialog, Field, Textarea } from "@/components/ui";
import type { Board, Case } from "@/lib/meetings";
import { useCaseAction } from "./use-meeting";

type Props = { board: Board; found: Case; onClose: () => void; onDone: () => void };

export function WithdrawDialog({ board, found, onClose, onDone }: Props) {
  const t = useTranslations("meetings");
  const act = useCaseAction(board.id, found.id);
  const [reason, setReason] = useState("");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("withdraw.title")}
      description={t("withdraw.text")}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t("actions.dismiss")}</Button>
          <Button
            variant="danger"
            loading={act.isPending}
            // By its promise: the case may be gone from the page, and this dialog with it, before that is told.
            onClick={() =>
              act.mutateAsync({ action: "withdraw", method: "POST", body: { reason } }).then(onDone, () => {})
            }
          >
            {t("withdraw.do")}
          </Button>
        </>
      }
    >
      <Field label={t("withdraw.reason")} optional>
        <Textarea
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}
