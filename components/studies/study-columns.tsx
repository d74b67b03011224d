"use client";

import { FileCheck2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type DataColumn, ModalityBadge, StatusBadge, useFormat } from "@/components/ui";
import type { Study } from "./study";

/** The columns of the list of studies; their ids are the names the server sorts by. */
export function useStudyColumns(): DataColumn<Study>[] {
  const t = useTranslations("studies");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "patientName",
        header: t("columns.patient"),
        canHide: false,
        isSortable: true,
        className: "max-w-52",
        cell: (study) => <PatientCell study={study} />,
      },
      {
        id: "birthDate",
        header: t("columns.birthDate"),
        isSortable: true,
        className: "whitespace-nowrap",
        cell: ({ patient }) =>
          patient.birthDate ? (
            <>
              <span className="block">{format.date(patient.birthDate)}</span>
              <span className="block text-xs text-muted">{format.age(patient.birthDate)}</span>
            </>
          ) : (
            <span className="text-muted">–</span>
          ),
      },
      {
        id: "studyDate",
        header: t("columns.studyDate"),
        canHide: false,
        isSortable: true,
        className: "whitespace-nowrap",
        cell: (study) => format.date(study.studyDate) || <span className="text-muted">–</span>,
      },
      {
        id: "modalities",
        header: t("columns.modalities"),
        className: "whitespace-nowrap",
        cell: (study) => <Modalities study={study} />,
      },
      {
        id: "description",
        header: t("columns.description"),
        isSortable: true,
        className: "min-w-36 max-w-96",
        cell: (study) => (
          <span className="line-clamp-2 break-words">
            {study.description || <span className="text-muted">–</span>}
          </span>
        ),
      },
      {
        id: "accessionNumber",
        header: t("columns.accessionNumber"),
        isSortable: true,
        className: "break-all",
        cell: (study) => study.accessionNumber || <span className="text-muted">–</span>,
      },
      {
        id: "origin",
        header: t("columns.origin"),
        className: "whitespace-nowrap",
        cell: (study) => t(`origins.${study.origin}`),
      },
      {
        id: "hasReport",
        header: t("columns.report"),
        cell: (study) => <Report study={study} />,
      },
      {
        id: "sizeBytes",
        header: t("columns.size"),
        align: "end",
        isSortable: true,
        className: "whitespace-nowrap",
        cell: (study) => format.bytes(study.sizeBytes),
      },
    ],
    [t, format],
  );
}

function PatientCell({ study }: { study: Study }) {
  const t = useTranslations("common.patient");
  const format = useFormat();
  return (
    <>
      <span className="block truncate font-medium">
        {format.personName(study.patient.name) || t("noName")}
      </span>
      <span className="block truncate text-xs text-muted">{study.patient.patientIdentifier || "–"}</span>
    </>
  );
}

export function Modalities({ study }: { study: Pick<Study, "modalities"> }) {
  return (
    <span className="inline-flex gap-1">
      {study.modalities.map((modality) => (
        <ModalityBadge key={modality} modality={modality} />
      ))}
    </span>
  );
}

function Report({ study }: { study: Study }) {
  const t = useTranslations("studies");
  if (!study.hasReport) return <span className="text-muted">{t("report.none")}</span>;
  return (
    <span className="inline-flex items-center gap-1.5 text-ok">
      <FileCheck2 aria-hidden className="size-4" />
      {t("report.present")}
    </span>
  );
}

/** The same row for screens without room for columns, and beside an open study. */
export function StudyCard({ study }: { study: Study }) {
  const t = useTranslations("studies");
  const format = useFormat();
  return (
    <span className="flex flex-col gap-0.5 text-sm tabular-nums">
      <span className="flex items-start justify-between gap-3">
        <span className="min-w-0 font-medium break-words">
          {format.personName(study.patient.name) || t("noName")}
        </span>
        <span className="shrink-0">{format.date(study.studyDate)}</span>
      </span>
      <span className="text-muted">
        {[format.date(study.patient.birthDate), study.patient.patientIdentifier].filter(Boolean).join(" · ")}
      </span>
      <span className="flex items-center gap-2">
        <Modalities study={study} />
        <span className="min-w-0 flex-1 truncate">{study.description}</span>
        {!study.isComplete && <StatusBadge tone="warn">{t("incomplete")}</StatusBadge>}
      </span>
    </span>
  );
}
