"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, Dialog } from "@/components/ui";
import type { Board, Case } from "@/lib/meetings";
import { CaseFields, caseInput, textOfCase } from "./case-fields";
import { useCaseAction } from "./use-meeting";

/** What stands on the agenda about a case; somebody else's change meanwhile is not overwritten. */
export function EditCaseDialog({
  board,
  found,
  onClose,
}: {
  board: Board;
  found: Case;
  onClose: () => void;
}) {
  const t = useTranslations("meetings");
  const act = useCaseAction(board.id, found.id);
  // As it was when the dialog opened: that version is what a change replaces.
  const [version] = useState(found.version);
  const [text, setText] = useState(textOfCase(found));
  const save = () =>
    act.mutate(
      { action: "", body: { version, ...caseInput(text, found.estimatedMinutes) } },
      { onSuccess: onClose },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("case.edit")}
      footer={
        <>
          <Button onClick={onClose}>{t("actions.dismiss")}</Button>
          <Button variant="primary" loading={act.isPending} onClick={save}>
            {t("actions.save")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <CaseFields participants={board.participants} value={text} onChange={setText} />
      </div>
    </Dialog>
  );
}
