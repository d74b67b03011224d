"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, Dialog, Field, Input, Select, Textarea } from "@/components/ui";
import type { Board, Case } from "./meeting";
import { useCaseAction } from "./use-meeting";

const NOBODY = "nobody";

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
  const [text, setText] = useState({
    question: found.question,
    wantedStudies: found.wantedStudies,
    pathologyNote: found.pathologyNote,
  });
  const [presenter, setPresenter] = useState(found.presenter?.participantId ?? NOBODY);
  const [minutes, setMinutes] = useState(String(found.estimatedMinutes));
  const save = () =>
    act.mutate(
      {
        action: "",
        body: {
          version,
          ...text,
          presenterId: presenter === NOBODY ? null : presenter,
          estimatedMinutes: Math.min(120, Math.max(1, Math.round(Number(minutes)) || found.estimatedMinutes)),
        },
      },
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
        <Field label={t("question")}>
          <Textarea
            rows={4}
            maxLength={10_000}
            value={text.question}
            onChange={(event) => setText({ ...text, question: event.target.value })}
          />
        </Field>
        <Field label={t("case.wanted")} optional>
          <Textarea
            rows={2}
            maxLength={10_000}
            value={text.wantedStudies}
            onChange={(event) => setText({ ...text, wantedStudies: event.target.value })}
          />
        </Field>
        <Field label={t("case.pathologyNote")} optional>
          <Textarea
            rows={3}
            maxLength={10_000}
            value={text.pathologyNote}
            onChange={(event) => setText({ ...text, pathologyNote: event.target.value })}
          />
        </Field>
        <div className="grid gap-3 sm:grid-cols-[1fr_7rem]">
          <Field label={t("submit.presenter")}>
            <Select
              value={presenter}
              onValueChange={setPresenter}
              options={[
                { value: NOBODY, label: t("submit.nobody") },
                ...board.participants.map(({ participantId, name, organization }) => ({
                  value: participantId,
                  label: `${name}, ${organization}`,
                })),
              ]}
            />
          </Field>
          <Field label={t("series.minutesPerCase")}>
            <Input
              type="number"
              min={1}
              max={120}
              value={minutes}
              onChange={(event) => setMinutes(event.target.value)}
            />
          </Field>
        </div>
      </div>
    </Dialog>
  );
}
