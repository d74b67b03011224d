import { db, Prisma, queryRows } from "@/lib/db";
import type { DicomObject } from "@/lib/dicom";

/** Which studies and series an archive holds, and which documents: all of each study's when `undefined`. */
export interface ArchiveContent {
  studies: { studyId: string; seriesInstanceUids: string[] | "all" }[];
  documentIds?: ReadonlySet<string>;
}

export interface ArchivedInstance {
  id: string;
  seriesId: string;
  sopInstanceUid: string;
  sopClassUid: string;
  transferSyntaxUid: string;
  instanceNumber: number | null;
  objectKey: string;
  offset: number;
  length: number;
  crc32: number;
  /** Milliseconds since 1970; not a Date, of which thousands take their time. */
  receivedAt: number;
}

export interface ArchivedSeries {
  id: string;
  seriesInstanceUid: string;
  modality: string;
  seriesNumber: number | null;
  description: string;
  instances: ArchivedInstance[];
}

export type ArchivedStudy = NonNullable<Awaited<ReturnType<typeof readStudy>>>;

/** The rows of an archive, in the order in which its files stand in it. */
export async function readArchivedStudies(content: ArchiveContent): Promise<ArchivedStudy[]> {
  const studies: ArchivedStudy[] = [];
  for (const { studyId, seriesInstanceUids } of content.studies) {
    const study = await readStudy(studyId, seriesInstanceUids, content.documentIds);
    if (study) studies.push(study);
  }
  return studies.sort((a, b) => (a.studyInstanceUid < b.studyInstanceUid ? -1 : 1));
}

async function readStudy(
  id: string,
  seriesInstanceUids: string[] | "all",
  documentIds: ReadonlySet<string> | undefined,
) {
  const chosen = seriesInstanceUids === "all" ? {} : { seriesInstanceUid: { in: seriesInstanceUids } };
  const study = await db.study.findUnique({
    where: { id },
    include: {
      patient: true,
      documents: {
        ...(documentIds ? { where: { id: { in: [...documentIds] } } } : {}),
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      },
      series: {
        where: chosen,
        orderBy: [{ seriesNumber: { sort: "asc", nulls: "last" } }, { seriesInstanceUid: "asc" }],
        select: { id: true, seriesInstanceUid: true, modality: true, seriesNumber: true, description: true },
      },
    },
  });
  if (!study) return undefined;
  const instances = await queryRows<ArchivedInstance>(Prisma.sql`
    SELECT "id", "seriesId", "sopInstanceUid", "sopClassUid", "transferSyntaxUid", "instanceNumber", "objectKey",
      "offset"::float8, "length"::float8, "crc32"::float8,
      (extract(epoch FROM "receivedAt") * 1000)::float8 AS "receivedAt"
    FROM "Instance" WHERE "seriesId" = ANY(${study.series.map((series) => series.id)}::uuid[])
    ORDER BY "instanceNumber" NULLS LAST, "sopInstanceUid"`);
  const bySeries = new Map<string, ArchivedInstance[]>();
  for (const instance of instances) {
    const list = bySeries.get(instance.seriesId);
    if (list) list.push(instance);
    else bySeries.set(instance.seriesId, [instance]);
  }
  const series: ArchivedSeries[] = study.series
    .map((each) => ({ ...each, instances: bySeries.get(each.id) ?? [] }))
    .filter((each) => each.instances.length > 0);
  return { ...study, series };
}

const PAGE = 200;

/** The full metadata of some instances, page by page: a large study must not be in memory at once. */
export async function* readMetadata(
  ids: readonly string[],
): AsyncGenerator<{ id: string; attributes: DicomObject }> {
  for (let at = 0; at < ids.length; at += PAGE) {
    const rows = await db.instance.findMany({
      where: { id: { in: ids.slice(at, at + PAGE) } },
      select: { id: true, metadata: true },
    });
    for (const { id, metadata } of rows) yield { id, attributes: JSON.parse(metadata) as DicomObject };
  }
}
