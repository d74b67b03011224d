"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api-client";
import { useDebounced } from "@/components/shell";
import { Modalities, type StudyPage } from "@/components/studies";
import { Checkbox, Field, Input, SkeletonRows, useFormat } from "@/components/ui";

type Chosen = StudyPage["items"][number];

type Props = { chosen: Chosen[]; onChange: (chosen: Chosen[]) => void };

const samePatient = (a: Chosen, b: Chosen) =>
  a.patient.bsn !== null && a.patient.bsn === b.patient.bsn
    ? true
    : a.patient.patientIdentifier === b.patient.patientIdentifier && a.patient.name === b.patient.name;

/** Studies of the own archive, of one patient: after the first choice only that patient's can be added. */
export function StudyChoice({ chosen, onChange }: Props) {
  const t = useTranslations("meetings.submit");
  const format = useFormat();
  const [text, setText] = useState("");
  const wanted = useDebounced(text.trim(), 200);
  const search = useQuery({
    queryKey: ["studies", "pick", "meeting", wanted],
    queryFn: ({ signal }) =>
      api<StudyPage>("/api/v1/studies/search", {
        body: { ...(wanted && { text: wanted }), limit: 20 },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const [first] = chosen;
  const isChosen = (study: Chosen) =>
    chosen.some(({ studyInstanceUid }) => studyInstanceUid === study.studyInstanceUid);
  const items = [
    ...chosen,
    ...(search.data?.items ?? []).filter(
      (study) => !isChosen(study) && (!first || samePatient(first, study)),
    ),
  ];
  return (
    <div className="flex flex-col gap-2">
      <Field label={t("find")} hint={first ? t("onePatient") : undefined}>
        <Input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t("placeholder")}
          autoComplete="off"
        />
      </Field>
      {search.isPending ? (
        <SkeletonRows rows={4} />
      ) : items.length === 0 ? (
        <p role="status" className="text-sm text-muted">
          {t("nothing")}
        </p>
      ) : (
        <ul
          aria-label={t("found")}
          className="scroll-quiet flex max-h-56 flex-col divide-y overflow-y-auto rounded-md border bg-surface"
        >
          {items.map((study) => (
            <li key={study.studyInstanceUid} className="px-3 py-1.5">
              <Checkbox
                checked={isChosen(study)}
                onCheckedChange={(on) =>
                  onChange(
                    on
                      ? [...chosen, study]
                      : chosen.filter(({ studyInstanceUid }) => studyInstanceUid !== study.studyInstanceUid),
                  )
                }
                label={
                  <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                    <span className="font-medium">{format.personName(study.patient.name)}</span>
                    <span className="text-muted tabular-nums">{format.date(study.patient.birthDate)}</span>
                  </span>
                }
                hint={
                  <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 tabular-nums">
                    <Modalities study={study} />
                    <span>{study.description}</span>
                    <span>{format.date(study.studyDate)}</span>
                  </span>
                }
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export type { Chosen };
