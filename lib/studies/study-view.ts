import { db, type Prisma } from "@/lib/db";
import type { Study } from "./schemas";

export const studySelect = {
  id: true,
  studyInstanceUid: true,
  patientName: true,
  patientIdentifier: true,
  patientBirthDate: true,
  bsn: true,
  patient: { select: { sex: true, issuerOfPatientId: true } },
  studyDate: true,
  studyTime: true,
  description: true,
  accessionNumber: true,
  modalities: true,
  origin: true,
  importedFrom: true,
  hasReport: true,
  sizeBytes: true,
  seriesCount: true,
  instanceCount: true,
  lastReceivedAt: true,
} as const satisfies Prisma.StudySelect;

type StudyRow = Prisma.StudyGetPayload<{ select: typeof studySelect }>;

export function studyView(row: StudyRow, isComplete: boolean): Study {
  return {
    studyInstanceUid: row.studyInstanceUid,
    patient: {
      name: row.patientName,
      birthDate: isoDate(row.patientBirthDate),
      sex: row.patient.sex,
      patientIdentifier: row.patientIdentifier,
      issuerOfPatientId: row.patient.issuerOfPatientId,
      bsn: row.bsn,
    },
    studyDate: isoDate(row.studyDate),
    studyTime: row.studyTime || null,
    description: row.description,
    accessionNumber: row.accessionNumber,
    modalities: row.modalities,
    origin: row.origin,
    importedFrom: row.importedFrom,
    hasReport: row.hasReport,
    sizeBytes: Number(row.sizeBytes),
    seriesCount: row.seriesCount,
    instanceCount: row.instanceCount,
    isComplete,
    receivedAt: row.lastReceivedAt.toISOString(),
  };
}

/** An upload that nobody closed for this long isn't awaited any more. */
const LONGEST_UPLOAD_MS = 24 * 3_600_000;

/** Which of these studies an open upload still brings instances of. */
export async function arrivingStudies(
  organizationId: string,
  studyInstanceUids: string[],
): Promise<Set<string>> {
  const open = await db.import.findMany({
    where: { organizationId, state: "OPEN", createdAt: { gt: new Date(Date.now() - LONGEST_UPLOAD_MS) } },
    select: { id: true },
  });
  if (open.length === 0) return new Set();
  const files = await db.importFile.groupBy({
    by: ["studyInstanceUid"],
    where: { importId: { in: open.map(({ id }) => id) }, studyInstanceUid: { in: studyInstanceUids } },
  });
  return new Set(files.map((file) => file.studyInstanceUid ?? ""));
}

function isoDate(value: string | null): string | null {
  return value ? `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}` : null;
}
