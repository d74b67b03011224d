"use client";

import { FileText, FileWarning } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { documentPageHref } from "@/components/documents";
import { isWithoutPicture, SeriesPicture } from "@/components/studies";
import { ModalityBadge, PatientBanner, useFormat } from "@/components/ui";
import { byPatient, expectedOf, isOver, type Share, type SharedStudy } from "./share";

/** The shared studies under the banner of whose they are; two patients have a banner each. */
export function ShareStudies({ share }: { share: Share }) {
  const t = useTranslations("shares.studies");
  if (share.studies.length === 0) return <p className="px-4 text-sm text-muted">{t("none")}</p>;
  return byPatient(share.studies).map(({ patient, studies }) => (
    <section key={`${patient.patientIdentifier}|${patient.name}`} className="flex flex-col gap-3">
      <PatientBanner patient={patient} className="sticky top-0 z-10" />
      <ul className="flex flex-col gap-3 px-4">
        {studies.map((study) => (
          <Study key={study.studyInstanceUid} share={share} study={study} />
        ))}
      </ul>
    </section>
  ));
}

function Study({ share, study }: { share: Share; study: SharedStudy }) {
  const t = useTranslations("shares.studies");
  const format = useFormat();
  const expected = expectedOf(study);
  const hasReport = study.hasReport || study.documents.length > 0;
  const canLook = share.role === "sender" || !isOver(share);
  return (
    <li className="rounded-lg border bg-surface">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm tabular-nums">
        {study.modalities.map((modality) => (
          <ModalityBadge key={modality} modality={modality} />
        ))}
        <h2 className="min-w-0 font-semibold break-words">{study.description || t("noDescription")}</h2>
        <span className="text-muted">{format.date(study.studyDate)}</span>
        <span className="text-muted">
          {expected === null
            ? t("received", { stored: study.storedInstances })
            : t("images", { stored: format.number(study.storedInstances), expected })}
        </span>
        {!study.isWholeStudy && <span className="text-muted">{t("chosenSeries")}</span>}
        <span className="ml-auto inline-flex items-center gap-1.5 text-muted">
          {hasReport ? (
            <FileText aria-hidden className="size-4" />
          ) : (
            <FileWarning aria-hidden className="size-4" />
          )}
          {hasReport ? t("report") : t("noReport")}
        </span>
      </header>
      {canLook && (
        <ul
          aria-label={t("series")}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="scroll-quiet flex gap-2 overflow-x-auto border-t p-3"
        >
          {study.series.map((series) => (
            <li key={series.seriesInstanceUid} className="w-28 shrink-0">
              <Link
                href={`/viewer?${new URLSearchParams({
                  share: share.id,
                  studyUID: study.studyInstanceUid,
                  seriesUID: series.seriesInstanceUid,
                })}`}
                className="block overflow-hidden rounded-md border hover:border-line-strong"
              >
                <SeriesPicture
                  hasNone={isWithoutPicture(series.modality)}
                  path={`/dicom-web/shares/${share.id}/studies/${study.studyInstanceUid}/series/${series.seriesInstanceUid}/thumbnail`}
                />
                <span className="block truncate px-2 pt-1 text-xs">
                  {series.description || series.modality || t("seriesUnnamed")}
                </span>
                <span className="block px-2 pb-1 text-xs text-muted tabular-nums">
                  {isWithoutPicture(series.modality)
                    ? series.modality
                    : t("count", { count: series.instanceCount })}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {study.documents.length > 0 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 border-t px-3 py-2 text-sm">
          {study.documents.map((document) => (
            <li key={document.documentId} className="inline-flex min-w-0 items-center gap-1.5">
              <FileText aria-hidden className="size-4 shrink-0 text-muted" />
              <a
                href={documentPageHref(
                  { shareId: share.id, studyInstanceUid: study.studyInstanceUid },
                  { documentId: document.documentId },
                )}
                target="_blank"
                rel="noreferrer"
                className="break-words text-accent-text underline underline-offset-3"
              >
                {document.title}
              </a>
              <span className="text-muted">{format.bytes(document.length)}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
