"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Field, Input, Select, Textarea } from "@/components/ui";
import type { Board } from "@/lib/meetings";

const NOBODY = "nobody";
const LONGEST_MINUTES = 120;

/** What is typed about a case, as the fields hold it. */
export type CaseText = {
  question: string;
  wantedStudies: string;
  pathologyNote: string;
  presenterId: string;
  minutes: string;
};

export const emptyCase = (minutesPerCase: number): CaseText => ({
  question: "",
  wantedStudies: "",
  pathologyNote: "",
  presenterId: NOBODY,
  minutes: String(minutesPerCase),
});

export const textOfCase = (found: {
  question: string;
  wantedStudies: string;
  pathologyNote: string;
  presenter: { participantId: string } | null;
  estimatedMinutes: number;
}): CaseText => ({
  question: found.question,
  wantedStudies: found.wantedStudies,
  pathologyNote: found.pathologyNote,
  presenterId: found.presenter?.participantId ?? NOBODY,
  minutes: String(found.estimatedMinutes),
});

/** As the interface takes it; minutes that say nothing are the usual ones. */
export function caseInput({ minutes, presenterId, ...texts }: CaseText, usualMinutes: number) {
  return {
    ...texts,
    presenterId: presenterId === NOBODY ? null : presenterId,
    estimatedMinutes: Math.min(LONGEST_MINUTES, Math.max(1, Math.round(Number(minutes)) || usualMinutes)),
  };
}

/** What stands on the agenda about a case: the same fields when it is submitted and when it is changed. */
export function CaseFields({
  participants,
  value,
  onChange,
  children,
}: {
  participants: Board["participants"];
  value: CaseText;
  onChange: (value: CaseText) => void;
  /** Between the texts and who presents. */
  children?: ReactNode;
}) {
  const t = useTranslations("meetings");
  const area = (key: "question" | "wantedStudies" | "pathologyNote", rows: number) => (
    <Textarea
      rows={rows}
      maxLength={10_000}
      value={value[key]}
      onChange={(event) => onChange({ ...value, [key]: event.target.value })}
    />
  );
  return (
    <>
      <Field label={t("question")}>{area("question", 3)}</Field>
      <Field label={t("case.wanted")} optional>
        {area("wantedStudies", 1)}
      </Field>
      <Field label={t("case.pathologyNote")} optional>
        {area("pathologyNote", 2)}
      </Field>
      {children}
      <div className="grid gap-3 sm:grid-cols-[1fr_7rem]">
        <Field label={t("submit.presenter")}>
          <Select
            value={value.presenterId}
            onValueChange={(presenterId) => onChange({ ...value, presenterId })}
            options={[
              { value: NOBODY, label: t("submit.nobody") },
              ...participants.map(({ participantId, name, organization }) => ({
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
            max={LONGEST_MINUTES}
            value={value.minutes}
            onChange={(event) => onChange({ ...value, minutes: event.target.value })}
          />
        </Field>
      </div>
    </>
  );
}
