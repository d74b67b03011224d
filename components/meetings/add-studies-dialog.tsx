"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, Dialog } from "@/components/ui";
import type { Board, Case } from "@/lib/meetings";
import { type Chosen, StudyChoice } from "./study-choice";
import { useCaseAction } from "./use-meeting";

/** Earlier images of the patient may lie in any participant's archive. */
export function AddStudiesDialog({
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
  const [chosen, setChosen] = useState<Chosen[]>([]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("actions.addStudies")}
      footer={
        <>
          <Button onClick={onClose}>{t("actions.dismiss")}</Button>
          <Button
            variant="primary"
            disabled={chosen.length === 0}
            loading={act.isPending}
            onClick={() =>
              act.mutate(
                {
                  action: "studies",
                  method: "POST",
                  body: { studies: chosen.map(({ studyInstanceUid }) => ({ studyInstanceUid })) },
                },
                { onSuccess: onClose },
              )
            }
          >
            {t("actions.addStudies")}
          </Button>
        </>
      }
    >
      <StudyChoice chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}
