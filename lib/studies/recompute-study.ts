import type { Prisma, Transaction } from "@/lib/db";
import { patientNameKey, studySearchText } from "./fold-text";
import { type DicomJson, studyAnswer } from "./qido-attributes";

// Reports that people read: text SR, encapsulated PDF and CDA. Dose reports, CAD and measurements are none.
const REPORT_CLASSES = [
  "1.2.840.10008.5.1.4.1.1.88.11",
  "1.2.840.10008.5.1.4.1.1.88.22",
  "1.2.840.10008.5.1.4.1.1.88.33",
  "1.2.840.10008.5.1.4.1.1.88.34",
  "1.2.840.10008.5.1.4.1.1.104.1",
  "1.2.840.10008.5.1.4.1.1.104.2",
];

/**
 * Counts, sizes, modalities, report, search text and the ready QIDO-RS answers of a study and its series, from
 * the instances that are there: recomputed, never incremented, so that repeats and races can't make them wrong.
 * The caller holds the study's lock.
 */
export function recomputeStudy(transaction: Transaction, studyId: string): Promise<void> {
  return recomputeStudies(transaction, [studyId]);
}

/** The same for several. @throws when one isn't there */
export async function recomputeStudies(transaction: Transaction, studyIds: string[]): Promise<void> {
  if (studyIds.length === 0) return;
  await transaction.$executeRaw`
    UPDATE "Series" s
    SET "instanceCount" = a.instances, "frameCount" = a.frames, "sizeBytes" = a.bytes,
        attributes = s.attributes || jsonb_build_object('00201209',
          jsonb_build_object('vr', 'IS', 'Value', jsonb_build_array(a.instances)))
    FROM (SELECT "seriesId", count(*)::int AS instances, sum("numberOfFrames")::int AS frames, sum(length)::bigint AS bytes
          FROM "Instance" WHERE "studyId" = ANY(${studyIds}::uuid[]) GROUP BY "seriesId") a
    WHERE s.id = a."seriesId"
      AND (s."instanceCount", s."frameCount", s."sizeBytes") IS DISTINCT FROM (a.instances, a.frames, a.bytes)`;
  const studies = await transaction.study.findMany({ where: { id: { in: studyIds } }, include: COUNTED });
  if (studies.length < new Set(studyIds).size) throw new Error("a study that is to be counted isn't there");
  const reported = await transaction.$queryRaw<{ id: string }[]>`
    SELECT given.id FROM unnest(${studyIds}::uuid[]) AS given(id)
    WHERE EXISTS (SELECT FROM "Instance" i WHERE i."studyId" = given.id AND i."sopClassUid" = ANY(${REPORT_CLASSES}::text[]))`;
  const withReport = new Set(reported.map(({ id }) => id));
  for (const study of studies)
    await transaction.study.update({
      where: { id: study.id },
      data: computed(study, withReport.has(study.id)),
      select: { id: true },
    });
}

const COUNTED = {
  patient: true,
  series: { select: { modality: true, instanceCount: true, sizeBytes: true, attributes: true } },
  documents: { select: { length: true } },
} satisfies Prisma.StudyInclude;

function computed(
  study: Prisma.StudyGetPayload<{ include: typeof COUNTED }>,
  hasReport: boolean,
): Prisma.StudyUpdateInput {
  const documentBytes = study.documents.reduce((sum, document) => sum + document.length, 0n);
  const counted = {
    seriesCount: study.series.length,
    instanceCount: study.series.reduce((sum, series) => sum + series.instanceCount, 0),
    sizeBytes: study.series.reduce((sum, series) => sum + series.sizeBytes, documentBytes),
    modalities: [
      ...new Set(study.series.map((series) => series.modality).filter((modality) => modality !== "")),
    ].sort(),
    hasReport: hasReport || study.documents.length > 0,
  };
  return {
    ...counted,
    searchText: studySearchText(study),
    patientNameKey: patientNameKey(study.patientName),
    attributes: studyAnswer({ ...study, ...counted, timezoneOffset: timezoneOf(study.series) }),
  };
}

/** (0008,0201) as the first series has it that has one. */
function timezoneOf(series: { attributes: unknown }[]): string {
  const values = series.map(({ attributes }) => (attributes as DicomJson)["00080201"]?.Value?.[0]);
  return String(values.find((value) => value !== undefined) ?? "");
}
