import { type AuditEntry, EventCode, recordAudits } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { Patient, Study, Transaction } from "@/lib/db";
import { completePatient, isSamePatient, upsertPatient } from "@/lib/patients";
import { lockStudies, recomputeStudies } from "@/lib/studies";
import type { IngestTarget } from "./ingest-target";
import type { KnownSeries } from "./known/known-series";
import { SET_ASIDE_REASON } from "./outcome";
import {
  isSameInstance,
  type KnownInstance,
  knownInstances,
  type PendingInstance,
  setOutcome,
} from "./pending-instance";
import type { StudyHeader } from "./read-instance";
import { type PlacedInstance, storeInstances } from "./store-instances";
import { storeSeries } from "./store-series";
import { tellWaitingShares } from "./tell-waiting-shares";

interface StoredStudy {
  study: KnownSeries["study"];
  studyInstanceUid: string;
  patient: Patient;
  /** Row ids by Series Instance UID. */
  seriesIds: Map<string, string>;
  accepted: PendingInstance[];
}

/** What a transaction of rows leaves to be done once it is committed. */
export interface StoredRows {
  /** The keys of the objects that a row refers to now. */
  referenced: Set<string>;
  studies: StoredStudy[];
  /** Studies that were put into the log. */
  logged: string[];
}

/** Patients, studies, series, instances and what was set aside, then their counts, waiting shares and the log. */
export async function storeRows(
  transaction: Transaction,
  context: Context,
  target: IngestTarget,
  pending: PendingInstance[],
): Promise<StoredRows> {
  const { organizationId } = target;
  const byStudy = Map.groupBy(pending, ({ read }) => read.identity.studyInstanceUid);
  const uids = [...byStudy.keys()].sort();
  await lockStudies(transaction, organizationId, uids);
  const known = await knownInstances(transaction, organizationId, pending);
  const existing = await existingStudies(transaction, organizationId, uids);
  const setAside: PendingInstance[] = [];
  const stored: StoredStudy[] = [];
  for (const uid of uids) {
    const arrived = { studyInstanceUid: uid, existing: existing.get(uid), pending: byStudy.get(uid) ?? [] };
    const study = await storeStudy(transaction, target, arrived, known, setAside);
    if (!study) continue;
    stored.push(study);
    // What one study fills in of a patient, the next one of the same patient finds filled in.
    for (const each of existing.values())
      if (each.patientId === study.patient.id) each.patient = study.patient;
  }
  const lost = await storeInstances(transaction, organizationId, stored.flatMap(placed));
  for (const each of lost) putAside(each, "CONTENT", setAside);
  await storeConflicts(transaction, target, setAside);
  const studyIds = stored.map(({ study }) => study.id);
  await recomputeStudies(transaction, studyIds);
  await tellWaitingShares(transaction, organizationId, studyIds);
  const received = stored
    .filter(({ studyInstanceUid }) => !target.auditedStudies?.has(studyInstanceUid))
    .map((study) => ({ study, count: study.accepted.filter((each) => !lost.has(each)).length }))
    .filter(({ count }) => count > 0);
  await recordAudits(
    transaction,
    context,
    received.map(({ study, count }) => receivedEntry(target, study, count)),
  );
  return {
    referenced: new Set(
      pending.filter(({ entry }) => entry.outcome !== "DUPLICATE").map(({ writer }) => writer.key),
    ),
    studies: stored,
    logged: received.map(({ study }) => study.studyInstanceUid),
  };
}

type ExistingStudy = Study & { patient: Patient };

async function existingStudies(
  transaction: Transaction,
  organizationId: string,
  uids: string[],
): Promise<Map<string, ExistingStudy>> {
  const studies = await transaction.study.findMany({
    where: { organizationId, studyInstanceUid: { in: uids } },
    include: { patient: true },
  });
  return new Map(studies.map((study) => [study.studyInstanceUid, study]));
}

interface ArrivedStudy {
  studyInstanceUid: string;
  existing: ExistingStudy | undefined;
  pending: PendingInstance[];
}

async function storeStudy(
  transaction: Transaction,
  target: IngestTarget,
  { studyInstanceUid, existing, pending }: ArrivedStudy,
  known: Map<string, KnownInstance>,
  setAside: PendingInstance[],
): Promise<StoredStudy | undefined> {
  const { organizationId } = target;
  const accepted = choose(pending, existing?.patient, known, setAside);
  const first = accepted[0];
  if (!first) return undefined;
  const header = first.read.patient;
  const patient = existing
    ? await completePatient(transaction, existing.patient, header)
    : await upsertPatient(transaction, organizationId, header);
  const study =
    existing ??
    (await transaction.study.create({
      data: {
        organizationId,
        studyInstanceUid,
        patientId: patient.id,
        origin: target.origin,
        ...first.read.study,
        patientName: header.name,
        patientIdentifier: header.patientIdentifier,
        patientBirthDate: header.birthDate,
        bsn: patient.bsn,
      },
    }));
  const filled = existing && (await fillIn(transaction, existing, accepted));
  const seriesIds = await storeSeries(transaction, study.id, accepted, existing === undefined);
  return { study: { ...study, ...filled }, studyInstanceUid, patient, seriesIds, accepted };
}

function placed({ study, seriesIds, accepted }: StoredStudy): PlacedInstance[] {
  return accepted.map((each) => ({
    each,
    studyId: study.id,
    seriesId: seriesIds.get(each.read.identity.seriesInstanceUid) as string,
  }));
}

/** Sorts repeats and conflicts out; what is left belongs in the study. */
function choose(
  pending: PendingInstance[],
  owner: Patient | undefined,
  known: Map<string, KnownInstance>,
  setAside: PendingInstance[],
): PendingInstance[] {
  const accepted: PendingInstance[] = [];
  let patient: Parameters<typeof isSamePatient>[0] | undefined = owner;
  for (const each of pending) {
    const { identity, instance } = each.read;
    const earlier = known.get(identity.sopInstanceUid);
    if (isSameInstance(earlier, each)) setOutcome(each, "DUPLICATE");
    else if (earlier) putAside(each, "CONTENT", setAside);
    else if (patient && !isSamePatient(patient, each.read.patient)) putAside(each, "PATIENT", setAside);
    else {
      patient ??= each.read.patient;
      setOutcome(each, "STORED");
      accepted.push(each);
      known.set(identity.sopInstanceUid, {
        sopInstanceUid: identity.sopInstanceUid,
        transferSyntaxUid: instance.transferSyntaxUid,
        dataSetSha256: each.dataSetSha256,
      });
    }
  }
  return accepted;
}

function putAside(each: PendingInstance, kind: "CONTENT" | "PATIENT", setAside: PendingInstance[]): void {
  setOutcome(each, "SET_ASIDE", `${kind}_CONFLICT`, SET_ASIDE_REASON[kind]);
  setAside.push(each);
}

/** A study's row says what its first instance said; what that left out comes from later ones. */
async function fillIn(
  transaction: Transaction,
  study: Record<string, unknown> & { id: string },
  accepted: PendingInstance[],
): Promise<Partial<StudyHeader>> {
  const missing: Partial<StudyHeader> = {};
  for (const { read } of accepted)
    for (const [column, value] of Object.entries(read.study))
      if (study[column] === "" && value !== "") missing[column as keyof StudyHeader] ??= value;
  await transaction.study.update({
    where: { id: study.id },
    data: { ...missing, lastReceivedAt: new Date(), packedAt: null },
  });
  return missing;
}

async function storeConflicts(transaction: Transaction, target: IngestTarget, setAside: PendingInstance[]) {
  if (setAside.length === 0) return;
  await transaction.conflict.createMany({
    data: setAside.map(({ entry, read, writer, offset, length, dataSetSha256 }) => ({
      organizationId: target.organizationId,
      origin: target.origin,
      kind: entry.code === "PATIENT_CONFLICT" ? ("PATIENT" as const) : ("CONTENT" as const),
      studyInstanceUid: read.identity.studyInstanceUid,
      seriesInstanceUid: read.identity.seriesInstanceUid,
      sopInstanceUid: read.identity.sopInstanceUid,
      objectKey: writer.key,
      offset: BigInt(offset),
      length: BigInt(length),
      dataSetSha256,
    })),
    skipDuplicates: true,
  });
}

function receivedEntry(
  { organizationId, origin }: IngestTarget,
  { studyInstanceUid, patient }: StoredStudy,
  count: number,
): AuditEntry {
  return {
    eventCode: EventCode.import,
    action: "study.received",
    organizations: [organizationId],
    patient: { id: patient.id, patientIdentifier: patient.patientIdentifier },
    studyInstanceUid,
    ground: { treatmentRelation: true },
    detail: { origin, instances: count },
  };
}
