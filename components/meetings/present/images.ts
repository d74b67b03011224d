"use client";

import { api } from "@/components/api-client";
import type { CaseRow } from "@/lib/meetings";

/** One picture of a case: the server's rendering of a frame, as the browser shows it without a viewer. */
export type Picture = {
  url: string;
  studyInstanceUid: string;
  title: string;
  isKey: boolean;
};

/** How many are loaded ahead of a case: what can be shown without waiting. */
const MOST = 24;

type Json = Record<string, { Value?: unknown[] }>;
const text = (row: Json, tag: string) => String(row[tag]?.Value?.[0] ?? "");
const number = (row: Json, tag: string) => Number(row[tag]?.Value?.[0] ?? 0);

async function ask(url: string, signal: AbortSignal): Promise<Json[]> {
  const response = await fetch(url, { headers: { accept: "application/dicom+json" }, signal });
  if (response.status === 204) return [];
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** Modalities without a picture of their own (PS3.3 C.7.3.1.1.1). */
const WITHOUT = new Set(["SR", "PR", "KO", "DOC", "SEG", "RTSTRUCT", "RTPLAN", "REG", "RWV", "FID"]);

/**
 * What to show of a case first: its key images, else the middle of each series, newest study first.
 * @throws Error when the server refuses or isn't there
 */
export async function picturesOf(row: CaseRow, signal: AbortSignal): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const share of row.shares.filter(({ isReady }) => isReady)) {
    const root = `/dicom-web/shares/${share.shareId}`;
    for (const { studyInstanceUid, description, studyDate } of share.studies) {
      const series = await ask(`${root}/studies/${studyInstanceUid}/series`, signal);
      const title = [description, studyDate && formatDay(studyDate)].filter(Boolean).join(" · ");
      const marked = await markedPictures(root, share.shareId, studyInstanceUid, title, signal);
      const named = await keyPictures(root, studyInstanceUid, title, series, signal);
      const known = new Set(marked.map(({ url }) => url));
      pictures.unshift(...marked, ...named.filter(({ url }) => !known.has(url)));
      for (const each of series.filter((one) => !WITHOUT.has(text(one, "00080060")))) {
        if (pictures.length >= MOST) return pictures;
        const picture = await middleOf(root, studyInstanceUid, title, each, signal);
        if (picture) pictures.push(picture);
      }
    }
  }
  return pictures;
}

const formatDay = (date: string) => `${date.slice(6, 8)}-${date.slice(4, 6)}-${date.slice(0, 4)}`;

const rendered = (root: string, study: string, series: string, instance: string, frame: number) =>
  `${root}/studies/${study}/series/${series}/instances/${instance}/frames/${frame}/rendered?viewport=1600,1200`;

async function middleOf(
  root: string,
  study: string,
  title: string,
  series: Json,
  signal: AbortSignal,
): Promise<Picture | null> {
  const uid = text(series, "0020000E");
  const count = number(series, "00201209");
  const offset = Math.max(0, Math.floor((count - 1) / 2));
  const [instance] = await ask(
    `${root}/studies/${study}/series/${uid}/instances?limit=1&offset=${offset}&includefield=00280008`,
    signal,
  );
  if (!instance) return null;
  const frames = Math.max(1, number(instance, "00280008"));
  return {
    url: rendered(root, study, uid, text(instance, "00080018"), Math.ceil(frames / 2)),
    studyInstanceUid: study,
    title: [title, text(series, "0008103E") || text(series, "00080060")].filter(Boolean).join(" · "),
    isKey: false,
  };
}

type Marked = { seriesInstanceUid: string; sopInstanceUid: string; frame: number; note: string };

/** The frames that were pointed out in the viewer, while preparing. */
async function markedPictures(
  root: string,
  shareId: string,
  study: string,
  title: string,
  signal: AbortSignal,
): Promise<Picture[]> {
  const { items: marks } = await api<{ items: Marked[] }>(
    `/api/v1/studies/${study}/key-images?shareId=${shareId}`,
    { signal },
  );
  return marks.map(({ seriesInstanceUid, sopInstanceUid, frame, note }) => ({
    url: rendered(root, study, seriesInstanceUid, sopInstanceUid, frame),
    studyInstanceUid: study,
    title: [note, title].filter(Boolean).join(" · "),
    isKey: true,
  }));
}

/** The images that Key Object Selection documents of the study name (PS3.3 A.35.4). */
async function keyPictures(
  root: string,
  study: string,
  title: string,
  series: Json[],
  signal: AbortSignal,
): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const document of series.filter((one) => text(one, "00080060") === "KO")) {
    const metadata = await ask(
      `${root}/studies/${study}/series/${text(document, "0020000E")}/metadata`,
      signal,
    );
    for (const each of metadata) {
      const evidence = new Map<string, string>();
      for (const referenced of items(each, "0040A375"))
        for (const one of items(referenced, "00081115"))
          for (const image of items(one, "00081199"))
            evidence.set(text(image, "00081155"), text(one, "0020000E"));
      for (const content of items(each, "0040A730"))
        for (const image of items(content, "00081199")) {
          const instance = text(image, "00081155");
          const seriesUid = evidence.get(instance);
          if (seriesUid)
            pictures.push({
              url: rendered(root, study, seriesUid, instance, Math.max(1, number(image, "00081160"))),
              studyInstanceUid: study,
              title,
              isKey: true,
            });
        }
    }
  }
  return pictures;
}

const items = (row: Json, tag: string): Json[] => (row[tag]?.Value ?? []) as Json[];
