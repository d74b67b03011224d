import { db, type Patient, type Study } from "@/lib/db";
import type { InstanceIdentity } from "@/lib/dicom";
import { isSamePatient, type PatientHeader } from "@/lib/patients";
import type { ObjectWriter } from "@/lib/storage";
import type { ReadInstance } from "../read-instance";

/** A series of which instances arrive: what its rows hold, and the pack that is still open for more of it. */
export interface OpenSeries {
  organizationId: string;
  seriesId: string;
  study: Study;
  patient: Patient;
  writer?: ObjectWriter;
  /** When the writer was opened. */
  openedAt: number;
}

/** The rows of a series that was just stored. */
export async function findSeries(
  organizationId: string,
  { studyInstanceUid, seriesInstanceUid }: InstanceIdentity,
): Promise<OpenSeries | undefined> {
  const series = await db.series.findFirst({
    where: { seriesInstanceUid, study: { organizationId, studyInstanceUid } },
    select: { id: true, study: { include: { patient: true } } },
  });
  if (!series) return undefined;
  const { patient, ...study } = series.study;
  return { organizationId, seriesId: series.id, study, patient, openedAt: Date.now() };
}

/**
 * Whether an instance needs no more than a row of its own: it is of the same patient, and its header has nothing
 * that the rows of patient and study still lack.
 */
export function needsOnlyItsRow({ patient, study }: OpenSeries, read: ReadInstance): boolean {
  if (!isSamePatient(patient, read.patient)) return false;
  const completes = (["name", "birthDate", "sex", "bsn"] satisfies (keyof PatientHeader)[]).some(
    (column) => !patient[column] && read.patient[column],
  );
  const fillsIn = Object.entries(read.study).some(
    ([column, value]) => study[column as keyof typeof read.study] === "" && value !== "",
  );
  return !completes && !fillsIn;
}
