"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api-client";
import { useDebounced } from "@/components/shell";
import { Badge, Field, Input, useFormat } from "@/components/ui";
import type { LocalPatient } from "./transfer";

type PatientChoiceProps = {
  candidates: LocalPatient[];
  chosenNumber: string;
  onChoose: (patient: LocalPatient) => void;
};

/** Own patients that it may be: those the archive proposes, or found by number, BSN or name. */
export function PatientChoice({ candidates, chosenNumber, onChoose }: PatientChoiceProps) {
  const t = useTranslations("transfers.choice");
  const [text, setText] = useState("");
  const wanted = useDebounced(text.trim(), 250);
  const found = useQuery({
    queryKey: ["patients", "search", wanted],
    queryFn: ({ signal }) =>
      api<{ items: LocalPatient[] }>("/api/v1/patients/search", { body: { text: wanted }, signal }),
    enabled: wanted.length > 1,
  });
  const shown = wanted.length > 1 ? (found.data?.items ?? []) : candidates;
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("search")}>
        <div className="relative max-w-md">
          <Search aria-hidden className="absolute top-2.5 left-3 size-4 text-muted" />
          <SearchInput value={text} onChange={setText} placeholder={t("placeholder")} />
        </div>
      </Field>
      <p className="sr-only" role="status">
        {wanted.length > 1 && !found.isFetching ? t("found", { count: shown.length }) : ""}
      </p>
      {shown.length > 0 ? (
        <ul aria-label={t("patients")} className="flex flex-col gap-1">
          {shown.map((patient) => (
            <li key={`${patient.patientIdentifier}|${patient.issuerOfPatientId}`}>
              <Candidate
                patient={patient}
                isChosen={patient.patientIdentifier === chosenNumber}
                onChoose={() => onChoose(patient)}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-sm text-muted">{wanted.length > 1 ? t("nothing") : t("noCandidates")}</p>
      )}
    </div>
  );
}

function SearchInput({
  value,
  onChange,
  placeholder,
}: {
  value: string;
  onChange: (text: string) => void;
  placeholder: string;
}) {
  return (
    <Input
      type="search"
      autoComplete="off"
      className="pl-9"
      value={value}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

type CandidateProps = { patient: LocalPatient; isChosen: boolean; onChoose: () => void };

function Candidate({ patient, isChosen, onChoose }: CandidateProps) {
  const t = useTranslations("transfers.choice");
  const format = useFormat();
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-md border px-3 py-2 text-left text-sm tabular-nums hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft"
    >
      <span className="font-medium">{format.personName(patient.name)}</span>
      <span>{format.date(patient.birthDate)}</span>
      <span className="text-muted">{patient.patientIdentifier}</span>
      {patient.matches === "bsn" && <Badge tone="ok">{t("sameBsn")}</Badge>}
      {patient.matches === "nameAndBirthDate" && <Badge>{t("sameName")}</Badge>}
    </button>
  );
}
