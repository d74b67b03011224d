"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Bsn } from "./bsn";
import { cn } from "./cn";
import { useFormat } from "./use-format";

export type BannerPatient = {
  /** A DICOM person name, `Jansen^Anna`. */
  name: string | null | undefined;
  /** ISO or DICOM date. */
  birthDate: string | null | undefined;
  /** M, F, O or empty (PS3.3 C.7.1.1). */
  sex: string | null | undefined;
  patientIdentifier: string | null | undefined;
  bsn?: string | null;
};

const SEXES = { M: "sexM", F: "sexF", O: "sexO" } as const;

/** Who this page is about. Exactly one on every page about a patient, at the same place. */
export function PatientBanner({
  patient,
  children,
  className,
}: {
  patient: BannerPatient;
  children?: ReactNode;
  className?: string;
}) {
  const t = useTranslations("common.patient");
  const format = useFormat();
  const born = format.date(patient.birthDate);
  const sex = SEXES[patient.sex as keyof typeof SEXES] ?? "sexUnknown";
  return (
    <section
      aria-label={t("banner")}
      className={cn(
        "flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-l-4 border-l-accent bg-surface px-4 py-2.5 text-sm tabular-nums",
        className,
      )}
    >
      <strong className="min-w-0 text-lg font-semibold break-words">
        {format.personName(patient.name) || t("noName")}
      </strong>
      <span>
        <span className="sr-only">{t("birthDate")}: </span>
        {born ? (
          <>
            {born} <span className="text-muted">({format.age(patient.birthDate)})</span>
          </>
        ) : (
          t("noBirthDate")
        )}
      </span>
      <span>
        <span className="sr-only">{t("sex")}: </span>
        {t(sex)}
      </span>
      {patient.patientIdentifier && (
        <span>
          <span className="text-muted">{t("number")} </span>
          <span className="break-all">{patient.patientIdentifier}</span>
        </span>
      )}
      <span>
        <span className="text-muted">{t("bsn")} </span>
        <Bsn value={patient.bsn} />
      </span>
      {children && <div className="ml-auto flex items-center gap-2">{children}</div>}
    </section>
  );
}
