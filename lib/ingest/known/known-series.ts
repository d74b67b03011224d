import type { Patient, Study } from "@/lib/db";
import type { InstanceIdentity } from "@/lib/dicom";
import { isSamePatient, type PatientHeader } from "@/lib/patients";
import type { ReadInstance, StudyHeader } from "../read-instance";

/** What the rows of a series, its study and its patient held when instances of it were last stored here. */
export interface KnownSeries {
  organizationId: string;
  seriesId: string;
  study: Pick<Study, "id" | keyof StudyHeader>;
  patient: Patient;
}

const MOST_KEPT = 2_000;
const known = new Map<string, KnownSeries>();

/**
 * For the short way of `storeKnown`. That this is out of date does no harm: the statement which inserts by it looks
 * at the study and its patient again.
 */
export function rememberSeries(
  studyInstanceUid: string,
  seriesInstanceUid: string,
  series: KnownSeries,
): void {
  const key = keyOf(series.organizationId, { studyInstanceUid, seriesInstanceUid });
  known.delete(key);
  known.set(key, series);
  const oldest = known.keys().next().value;
  if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
}

/** The series of an instance that needs no more than a row of its own; undefined for every other. */
export function seriesToAddTo(organizationId: string, read: ReadInstance): KnownSeries | undefined {
  const series = known.get(keyOf(organizationId, read.identity));
  return series && needsOnlyItsRow(series, read) ? series : undefined;
}

export function forgetSeries(organizationId: string, identity: SeriesOfInstance): void {
  known.delete(keyOf(organizationId, identity));
}

type SeriesOfInstance = Pick<InstanceIdentity, "studyInstanceUid" | "seriesInstanceUid">;

const keyOf = (organizationId: string, { studyInstanceUid, seriesInstanceUid }: SeriesOfInstance): string =>
  `${organizationId}/${studyInstanceUid}/${seriesInstanceUid}`;

/** It is of the same patient, and its header has nothing that the rows of patient and study still lack. */
function needsOnlyItsRow({ patient, study }: KnownSeries, read: ReadInstance): boolean {
  if (!isSamePatient(patient, read.patient)) return false;
  const completes = (["name", "birthDate", "sex", "bsn"] satisfies (keyof PatientHeader)[]).some(
    (column) => !patient[column] && read.patient[column],
  );
  const fillsIn = Object.entries(read.study).some(
    ([column, value]) => study[column as keyof StudyHeader] === "" && value !== "",
  );
  return !completes && !fillsIn;
}
