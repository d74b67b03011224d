"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Button, Checkbox, Dialog, ModalityBadge, Notice, Select, useFormat } from "@/components/ui";
import { type Choice, defaultChoice, studyKey } from "./choice";
import type { FoundPatient } from "./group-studies";
import type { Disc } from "./scan-disc";
import type { UploadSession } from "./upload-session";

const NONE = "none";

/** Asks before anything leaves: which patients and studies, and where the loose documents belong. */
export function ChoiceDialog({ session, disc }: { session: UploadSession; disc: Disc }) {
  const t = useTranslations("upload.choice");
  const c = useTranslations("common.actions");
  const [choice, setChoice] = useState<Choice>(() => defaultChoice(disc, session.openStudy));
  const isMany = disc.patients.length > 1;
  const hasNothing = choice.studies.size === 0 && choice.documents.size === 0;

  const setStudies = (keys: string[], isChosen: boolean) =>
    setChoice((current) => {
      const studies = new Set(current.studies);
      for (const key of keys) {
        if (isChosen) studies.add(key);
        else studies.delete(key);
      }
      return dropHomeless({ ...current, studies }, session.openStudy);
    });

  return (
    <Dialog
      open
      isBlocking
      size="lg"
      title={isMany ? t("titleMany", { count: disc.patients.length }) : t("title")}
      description={isMany ? t("textMany") : t("text")}
      footer={
        <>
          <Button onClick={() => session.cancel()}>{c("cancel")}</Button>
          <Button variant="primary" disabled={hasNothing} onClick={() => session.choose(choice)}>
            {hasNothing ? t("startNothing") : t("start", { count: choice.studies.size })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {disc.patients.length === 0 && <Notice tone="warn" title={t("noStudies")} />}
        {disc.patients.map((patient) => (
          <PatientGroup key={patient.key} patient={patient} choice={choice} onChange={setStudies} />
        ))}
        <DocumentChoice disc={disc} choice={choice} openStudy={session.openStudy} onChange={setChoice} />
      </div>
    </Dialog>
  );
}

/** Documents of a study that is not chosen any more have no home. */
function dropHomeless(choice: Choice, openStudy: string | null): Choice {
  const homes = new Set([...choice.studies].map((key) => key.split("\n")[1]));
  const documents = new Map([...choice.documents].filter(([, uid]) => homes.has(uid) || uid === openStudy));
  return { ...choice, documents };
}

function PatientGroup({
  patient,
  choice,
  onChange,
}: {
  patient: FoundPatient;
  choice: Choice;
  onChange: (keys: string[], isChosen: boolean) => void;
}) {
  const t = useTranslations("upload.choice");
  const p = useTranslations("common.patient");
  const format = useFormat();
  const keys = patient.studies.map((study) => studyKey(patient.key, study.studyInstanceUid));
  const chosen = keys.filter((key) => choice.studies.has(key)).length;
  const name = format.personName(patient.name) || p("noName");
  return (
    <section aria-label={name} className="rounded-md border border-l-4 border-l-accent">
      <div className="border-b bg-sunken px-4 py-2.5">
        <Checkbox
          checked={chosen === 0 ? false : chosen === keys.length ? true : "indeterminate"}
          onCheckedChange={(checked) => onChange(keys, checked === true)}
          label={<strong className="text-base font-semibold">{name}</strong>}
          hint={[
            patient.birthDate
              ? `${format.date(patient.birthDate)} (${format.age(patient.birthDate)})`
              : p("noBirthDate"),
            patient.patientIdentifier && `${p("number")} ${patient.patientIdentifier}`,
          ]
            .filter(Boolean)
            .join(" · ")}
        />
      </div>
      <ul className="flex flex-col divide-y px-4">
        {patient.studies.map((study) => (
          <li key={study.studyInstanceUid} className="flex items-center gap-3 py-2">
            <Checkbox
              className="min-w-0 flex-1"
              checked={choice.studies.has(studyKey(patient.key, study.studyInstanceUid))}
              onCheckedChange={(checked) =>
                onChange([studyKey(patient.key, study.studyInstanceUid)], checked === true)
              }
              label={[format.date(study.studyDate), study.description || t("noDescription")]
                .filter(Boolean)
                .join(" · ")}
            />
            {study.modalities.map((modality) => (
              <ModalityBadge key={modality} modality={modality} />
            ))}
            <span className="shrink-0 text-sm text-muted tabular-nums">
              {t("amount", { count: study.files.length, size: format.bytes(study.bytes) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DocumentChoice({
  disc,
  choice,
  openStudy,
  onChange,
}: {
  disc: Disc;
  choice: Choice;
  openStudy: string | null;
  onChange: (update: (current: Choice) => Choice) => void;
}) {
  const t = useTranslations("upload.choice");
  const format = useFormat();
  const homes = useMemo(() => {
    const chosen = disc.patients.flatMap((patient) =>
      patient.studies
        .filter((study) => choice.studies.has(studyKey(patient.key, study.studyInstanceUid)))
        .map((study) => ({
          value: study.studyInstanceUid,
          label: `${format.personName(patient.name)} · ${[format.date(study.studyDate), study.description].filter(Boolean).join(" · ")}`,
        })),
    );
    if (openStudy && !chosen.some((home) => home.value === openStudy))
      chosen.unshift({ value: openStudy, label: t("openStudy") });
    return [{ value: NONE, label: t("dontAttach") }, ...chosen];
  }, [disc, choice.studies, openStudy, format, t]);
  if (disc.documents.length === 0) return null;

  const setHome = (paths: string[], uid: string) =>
    onChange((current) => {
      const documents = new Map(current.documents);
      for (const path of paths) {
        if (uid === NONE) documents.delete(path);
        else documents.set(path, uid);
      }
      return { ...current, documents };
    });
  return (
    <section aria-label={t("documents")} className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{t("documents")}</h3>
      <p className="text-sm text-muted">{t("documentsText")}</p>
      {disc.documents.length > 3 && (
        <div className="flex items-center gap-3 text-sm">
          <span>{t("allDocuments", { count: disc.documents.length })}</span>
          <Select
            aria-label={t("allDocuments", { count: disc.documents.length })}
            className="max-w-md"
            placeholder={t("choose")}
            options={homes}
            value={undefined}
            onValueChange={(uid) =>
              setHome(
                disc.documents.map(({ file }) => file.path),
                uid,
              )
            }
          />
        </div>
      )}
      <ul className="scroll-quiet flex max-h-72 flex-col divide-y overflow-y-auto rounded-md border px-4">
        {disc.documents.map(({ file }) => (
          <li key={file.path} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <span className="min-w-40 flex-1 text-sm break-all">{file.path}</span>
            <span className="text-sm text-muted tabular-nums">{format.bytes(file.size)}</span>
            <Select
              aria-label={t("attachTo", { file: file.path })}
              className="w-72 max-w-full"
              options={homes}
              value={choice.documents.get(file.path) ?? NONE}
              onValueChange={(uid) => setHome([file.path], uid)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
