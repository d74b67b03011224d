"use client";

import { api } from "@/components/api-client";
import type { CaseRow } from "@/lib/meetings";

/** One picture of a case: the server's rendering of a frame, as the browser shows it without a viewer. */
export type Picture = {
  url: string;
  shareId: string;
  studyInstanceUid: string;
  seriesInstanceUid: string;
  title: string;
  isKey: boolean;
};

/** How many are loaded ahead of a case: what can be shown without waiting. Key images are all of them. */
export const MOST_PICTURES = 24;

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
 * @param most how many are wanted, of which key images are all that there are; the first is the same in any case
 * @throws Error when the server refuses or isn't there
 */
export async function picturesOf(
  row: CaseRow,
  signal: AbortSignal,
  most = MOST_PICTURES,
): Promise<Picture[]> {
  const chosen = row.shares
    .filter(({ isReady }) => isReady)
    .flatMap(({ shareId, studies }) => studies.map((study) => ({ shareId, study })))
    .sort((a, b) => b.study.studyDate.localeCompare(a.study.studyDate));
  const studies = await Promise.all(chosen.map(({ shareId, study }) => studyOf(shareId, study, signal)));
  const pictures = studies.flatMap(({ keys }) => keys);
  const shown = studies.flatMap(({ of, series }) =>
    series.filter((one) => !WITHOUT.has(text(one, "00080060"))).map((one) => ({ of, one })),
  );
  while (pictures.length < most && shown.length > 0) {
    const some = shown.splice(0, most - pictures.length);
    const middles = await Promise.all(some.map(({ of, one }) => middleOf(of, one, signal)));
    pictures.push(...middles.filter((middle) => middle !== null));
  }
  return pictures;
}

/** Of a study: its series, and the images that somebody pointed out. */
async function studyOf(
  shareId: string,
  { studyInstanceUid, description, studyDate }: CaseRow["shares"][number]["studies"][number],
  signal: AbortSignal,
): Promise<{ of: Of; series: Json[]; keys: Picture[] }> {
  const title = [description, studyDate && formatDay(studyDate)].filter(Boolean).join(" · ");
  const of = { shareId, studyInstanceUid, title };
  const [series, marked] = await Promise.all([
    ask(`${rootOf(of)}/series`, signal),
    markedPictures(of, signal),
  ]);
  const named = await keyPictures(of, series, signal);
  const known = new Set(marked.map(({ url }) => url));
  return { of, series, keys: [...marked, ...named.filter(({ url }) => !known.has(url))] };
}

const formatDay = (date: string) => `${date.slice(6, 8)}-${date.slice(4, 6)}-${date.slice(0, 4)}`;

type Of = { shareId: string; studyInstanceUid: string; title: string };

const rootOf = ({ shareId, studyInstanceUid }: Of) =>
  `/dicom-web/shares/${shareId}/studies/${studyInstanceUid}`;

function picture(
  of: Of,
  frame: { series: string; instance: string; frame: number },
  title: string,
  isKey: boolean,
): Picture {
  const { shareId, studyInstanceUid } = of;
  const place = `series/${frame.series}/instances/${frame.instance}/frames/${frame.frame}`;
  return {
    url: `${rootOf(of)}/${place}/rendered?viewport=1600,1200`,
    shareId,
    studyInstanceUid,
    seriesInstanceUid: frame.series,
    title,
    isKey,
  };
}

async function middleOf(of: Of, series: Json, signal: AbortSignal): Promise<Picture | null> {
  const uid = text(series, "0020000E");
  const count = number(series, "00201209");
  const offset = Math.max(0, Math.floor((count - 1) / 2));
  const [instance] = await ask(
    `${rootOf(of)}/series/${uid}/instances?limit=1&offset=${offset}&includefield=00280008`,
    signal,
  );
  if (!instance) return null;
  const frame = Math.ceil(Math.max(1, number(instance, "00280008")) / 2);
  const title = [of.title, text(series, "0008103E") || text(series, "00080060")].filter(Boolean).join(" · ");
  return picture(of, { series: uid, instance: text(instance, "00080018"), frame }, title, false);
}

type Marked = { seriesInstanceUid: string; sopInstanceUid: string; frame: number; note: string };

/** The frames that were pointed out in the viewer, while preparing. */
async function markedPictures(of: Of, signal: AbortSignal): Promise<Picture[]> {
  const { items: marks } = await api<{ items: Marked[] }>(
    `/api/v1/studies/${of.studyInstanceUid}/key-images?shareId=${of.shareId}`,
    { signal },
  );
  return marks.map(({ seriesInstanceUid: series, sopInstanceUid: instance, frame, note }) =>
    picture(of, { series, instance, frame }, [note, of.title].filter(Boolean).join(" · "), true),
  );
}

/** The images that Key Object Selection documents of the study name (PS3.3 A.35.4). */
async function keyPictures(of: Of, series: Json[], signal: AbortSignal): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const document of series.filter((one) => text(one, "00080060") === "KO")) {
    const metadata = await ask(`${rootOf(of)}/series/${text(document, "0020000E")}/metadata`, signal);
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
          const frame = Math.max(1, number(image, "00081160"));
          if (seriesUid) pictures.push(picture(of, { series: seriesUid, instance, frame }, of.title, true));
        }
    }
  }
  return pictures;
}

const items = (row: Json, tag: string): Json[] => (row[tag]?.Value ?? []) as Json[];
