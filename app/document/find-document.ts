import { z } from "zod";
import type { OpenDocument } from "@/components/documents";
import type { Context } from "@/lib/context";
import { getShare } from "@/lib/shares";
import { getStudy } from "@/lib/studies";

export type Query = Record<string, string | string[] | undefined>;

const Uid = z
  .string()
  .max(64)
  .regex(/^[0-9]+(\.[0-9]+)*$/);
const Place = z.object({
  share: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional(),
  studyUID: Uid,
});
const Which = z.union([
  z.object({ document: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) }),
  z.object({ seriesUID: Uid, instanceUID: Uid }),
]);

/**
 * What the query names, of an own study or of a share; undefined when it names nothing.
 * @throws ProblemError as getStudy and getShare
 */
export async function findDocument(context: Context, query: Query): Promise<OpenDocument | undefined> {
  const place = Place.safeParse(query);
  const which = Which.safeParse(query);
  if (!place.success || !which.success) return undefined;
  const { share, studyUID } = place.data;
  const found = share === undefined ? await own(context, studyUID) : await shared(context, share, studyUID);
  if (!found) return undefined;
  const common = { patient: found.patient, back: found.back, mayDownload: found.mayDownload };
  if ("document" in which.data) {
    const { document } = which.data;
    const row = found.documents.find(({ id }) => id === document);
    if (!row) return undefined;
    return { ...common, title: row.title, contentType: row.contentType, url: `${found.api}/${row.id}` };
  }
  const { seriesUID, instanceUID } = which.data;
  const series = found.series.find(({ seriesInstanceUid }) => seriesInstanceUid === seriesUID);
  if (!series) return undefined;
  return {
    ...common,
    title: series.description,
    contentType: "application/pdf",
    url: `${found.dicomWeb}/studies/${studyUID}/series/${seriesUID}/instances/${instanceUID}/rendered`,
  };
}

async function own(context: Context, studyUid: string) {
  const { patient, documents, series } = await getStudy(context, studyUid);
  return {
    patient,
    documents,
    series,
    api: `/api/v1/studies/${studyUid}/documents`,
    dicomWeb: "/dicom-web",
    back: `/studies/${studyUid}`,
    mayDownload: true,
  };
}

async function shared(context: Context, shareId: string, studyUid: string) {
  const share = await getShare(context, shareId);
  const study = share.studies.find(({ studyInstanceUid }) => studyInstanceUid === studyUid);
  if (!study) return undefined;
  return {
    patient: study.patient,
    documents: study.documents.map(({ documentId: id, ...document }) => ({ id, ...document })),
    series: study.series,
    api: `/api/v1/shares/${share.id}/documents`,
    dicomWeb: `/dicom-web/shares/${share.id}`,
    back: `/shares/${share.id}`,
    mayDownload: share.canDownload,
  };
}
