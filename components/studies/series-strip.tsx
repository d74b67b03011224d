"use client";

import { FileText, ImageOff } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ModalityBadge, Panel, useFormat } from "@/components/ui";
import type { StudyDetails, StudySeries } from "./study";

// Reports, selections, plans, curves: what a picture can't be made of (PS3.3 C.7.3.1.1.1).
const WITHOUT_PICTURES = new Set([
  "SR",
  "DOC",
  "KO",
  "PR",
  "REG",
  "FID",
  "RTPLAN",
  "RTSTRUCT",
  "ECG",
  "HD",
  "AU",
]);

/** The study's series as pictures; each opens the viewer at that series. */
export function SeriesStrip({ study }: { study: StudyDetails }) {
  const t = useTranslations("studies.view");
  return (
    <Panel title={t("series", { count: study.series.length })}>
      {study.series.length === 0 ? (
        <p className="text-sm text-muted">{t("noSeries")}</p>
      ) : (
        <ul className="grid grid-cols-2 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-3">
          {study.series.map((series) => (
            <SeriesTile
              key={series.seriesInstanceUid}
              studyInstanceUid={study.studyInstanceUid}
              series={series}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function SeriesTile({ studyInstanceUid, series }: { studyInstanceUid: string; series: StudySeries }) {
  const t = useTranslations("studies.view");
  const format = useFormat();
  const name = series.description || series.modality;
  const hasNoPicture = series.frameCount === 0 || isWithoutPicture(series.modality);
  const query = new URLSearchParams({ studyUID: studyInstanceUid, seriesUID: series.seriesInstanceUid });
  return (
    <li>
      <Link
        href={`/viewer?${query}`}
        className="flex h-full flex-col overflow-hidden rounded-md border hover:border-line-strong"
      >
        <SeriesPicture
          hasNone={hasNoPicture}
          path={`/dicom-web/studies/${studyInstanceUid}/series/${series.seriesInstanceUid}/thumbnail`}
        />
        <span className="flex flex-1 flex-col gap-1 p-2 text-sm tabular-nums">
          <span className="line-clamp-2 break-words">
            {series.seriesNumber !== null && <span className="text-muted">{series.seriesNumber}. </span>}
            {name}
          </span>
          <span className="mt-auto flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
            <ModalityBadge modality={series.modality || "–"} />
            {!hasNoPicture && (
              <span className="whitespace-nowrap">{t("instances", { count: series.instanceCount })}</span>
            )}
            <span className="ml-auto whitespace-nowrap">{format.bytes(series.sizeBytes)}</span>
          </span>
        </span>
      </Link>
    </li>
  );
}

/** Reports, documents and the like: a series of them has no picture. */
export const isWithoutPicture = (modality: string): boolean => WITHOUT_PICTURES.has(modality);

/** A series as a small picture, or a sheet for what is no picture. */
export function SeriesPicture({ hasNone, path }: { hasNone: boolean; path: string }) {
  if (!hasNone) return <Thumbnail path={path} />;
  return (
    <span className="grid aspect-square w-full place-items-center bg-sunken">
      <FileText aria-hidden strokeWidth={1.5} className="size-8 text-muted" />
    </span>
  );
}

function Thumbnail({ path }: { path: string }) {
  const [hasFailed, setFailed] = useState(false);
  return (
    <span className="grid aspect-square w-full place-items-center overflow-hidden bg-viewer">
      {hasFailed ? (
        <ImageOff aria-hidden className="size-6 text-[#8fa3a8]" />
      ) : (
        // biome-ignore lint/performance/noImgElement: rendered by our own server at this size, behind the session
        <img
          src={path}
          alt=""
          width={160}
          height={160}
          loading="lazy"
          decoding="async"
          onError={() => setFailed(true)}
          className="size-full object-contain"
        />
      )}
    </span>
  );
}
