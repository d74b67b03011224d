import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { Patient, Transaction } from "@/lib/db";
import { completePatient, isSamePatient, upsertPatient } from "@/lib/patients";
import { lockStudy, recomputeStudy } from "@/lib/studies";
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
import { storeInstances } from "./store-instances";
import { storeSeries } from "./store-series";
import { tellWaitingShares } from "./tell-waiting-shares";

interface StoredStudy {
  study: KnownSeries["study"];
  studyInstanceUid: string;
  patient: Patient;
  /** Row ids by Series Instance UID. */
  seriesIds: Map<string, string>;
  count: number;
}

/** What a transaction of rows leaves to be done once it is committed. */
export interface StoredRows {
  /** The keys of the objects that a row refers to now. */
  referenced: Set<string>;
  studies: StoredStudy[];
  /** Studies that were put into the log. */
  logged: string[];
}

/**
 * Patients, studies, series, instances and what was set aside, then their counts, waiting shares and the log.
 * Studies are locked in the order of their UIDs, so that two batches can't wait for each other.
 */
export async function storeRows(
  transaction: Transaction,
  context: Context,
  target: IngestTarget,
  pending: PendingInstance[],
): Promise<StoredRows> {
  const { organizationId } = target;
  const byStudy = Map.groupBy(pending, ({ read }) => read.identity.studyInstanceUid);
  const uids = [...byStudy.keys()].sort();
  for (const uid of uids) await lockStudy(transaction, organizationId, uid);
  const known = await knownInstances(transaction, organizationId, pending);
  const setAside: PendingInstance[] = [];
  const stored: StoredStudy[] = [];
  for (const uid of uids) {
    const study = await storeStudy(transaction, target, uid, byStudy.get(uid) ?? [], known, setAside);
    if (study) stored.push(study);
  }
  await storeConflicts(transaction, target, setAside);
  for (const { study } of stored) {
    await recomputeStudy(transaction, study.id);
    await tellWaitingShares(transaction, organizationId, study.id);
  }
  const unlogged = stored.filter(
    ({ count, studyInstanceUid }) => count > 0 && !target.auditedStudies?.has(studyInstanceUid),
  );
  for (const study of unlogged) await audit(transaction, context, target, study);
  return {
    referenced: new Set(
      pending.filter(({ entry }) => entry.outcome !== "DUPLICATE").map(({ writer }) => writer.key),
    ),
    studies: stored,
    logged: unlogged.map(({ studyInstanceUid }) => studyInstanceUid),
  };
}

async function storeStudy(
  transaction: Transaction,
  target: IngestTarget,
  studyInstanceUid: string,
  pending: PendingInstance[],
  known: Map<string, KnownInstance>,
  setAside: PendingInstance[],
): Promise<StoredStudy | undefined> {
  const { organizationId } = target;
  const existing = await transaction.study.findUnique({
    where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } },
    include: { patient: true },
  });
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
  const seriesIds = await storeSeries(transaction, study.id, accepted);
  const lost = await storeInstances(transaction, organizationId, study.id, seriesIds, accepted);
  for (const each of lost) putAside(each, "CONTENT", setAside);
  return {
    study: { ...study, ...filled },
    studyInstanceUid,
    patient,
    seriesIds,
    count: accepted.length - lost.length,
  };
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

async function audit(
  transaction: Transaction,
  context: Context,
  { organizationId, origin }: IngestTarget,
  { studyInstanceUid, patient, count }: StoredStudy,
): Promise<void> {
  await recordAudit(transaction, context, {
    eventCode: EventCode.import,
    action: "study.received",
    organizations: [organizationId],
    patient: { id: patient.id, patientIdentifier: patient.patientIdentifier },
    studyInstanceUid,
    ground: { treatmentRelation: true },
    detail: { origin, instances: count },
  });
}
