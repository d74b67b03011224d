import type { Context } from "@/lib/context";
import { db, type Transaction, type Transfer } from "@/lib/db";
import { coerceInstance } from "@/lib/dicom";
import { type IngestEntry, openIngest } from "@/lib/ingest";
import { coercionOf } from "./coercion";
import { openStored, pendingInstances, type StoredInstance } from "./outgoing-instances";
import { type InstanceResult, recordResults } from "./result-recorder";
import type { Ending } from "./settle-transfer";

const INSTANCES_AT_ONCE = 50;
const BYTES_AT_ONCE = 64 * 1024 * 1024;

/** Takes what is missing into the archive, some at a time: rows, bytes and how far the transfer is become durable together. */
export async function importInstances(
  context: Context,
  transfer: Transfer,
  signal: AbortSignal,
): Promise<Ending> {
  let hasProgressed = false;
  const auditedStudies = new Set<string>();
  for await (const batch of batchesOf(pendingInstances(transfer.id))) {
    if (signal.aborted) break;
    const fresh = await dropKnown(transfer, batch);
    const failure = await importBatch(context, transfer, fresh, auditedStudies);
    if (failure) return { failure, hasProgressed };
    hasProgressed = true;
  }
  await db.transferInstance.updateMany({
    where: { transferId: transfer.id, state: "PENDING", instanceId: null },
    data: { state: "FAILED", errorCode: "instance_gone" },
  });
  return { hasProgressed };
}

async function* batchesOf(instances: AsyncIterable<StoredInstance>): AsyncGenerator<StoredInstance[]> {
  let batch: StoredInstance[] = [];
  let bytes = 0;
  for await (const instance of instances) {
    batch.push(instance);
    bytes += Number(instance.length);
    if (batch.length < INSTANCES_AT_ONCE && bytes < BYTES_AT_ONCE) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

/**
 * What the archive has already: the very same instance, or what an earlier import made of the same source. Another
 * content under a UID that is known here is not taken, and nothing is put aside for it: the sender still has it.
 */
async function dropKnown(transfer: Transfer, batch: StoredInstance[]): Promise<StoredInstance[]> {
  const { id: transferId, organizationId } = transfer;
  const uids = batch.map(({ sopInstanceUid }) => sopInstanceUid);
  const [local, wanted, earlier] = await Promise.all([
    db.instance.findMany({
      where: { organizationId, sopInstanceUid: { in: uids } },
      select: { sopInstanceUid: true, dataSetSha256: true },
    }),
    db.transferInstance.findMany({
      where: { transferId, sopInstanceUid: { in: uids } },
      select: { sopInstanceUid: true, sourceSha256: true },
    }),
    db.transferInstance.findMany({
      where: {
        sopInstanceUid: { in: uids },
        state: "COMMITTED",
        transfer: { organizationId, kind: "IMPORT" },
      },
      select: { sopInstanceUid: true, sourceSha256: true },
    }),
  ]);
  const here = new Map(local.map((row) => [row.sopInstanceUid, hex(row.dataSetSha256)]));
  const source = new Map(wanted.map((row) => [row.sopInstanceUid, hex(row.sourceSha256)]));
  const imported = new Set(earlier.map((row) => `${row.sopInstanceUid}|${hex(row.sourceSha256)}`));
  const results: InstanceResult[] = uids
    .filter((uid) => here.has(uid))
    .map((sopInstanceUid) => {
      const sha = source.get(sopInstanceUid);
      const isSame = here.get(sopInstanceUid) === sha || imported.has(`${sopInstanceUid}|${sha}`);
      return isSame
        ? { sopInstanceUid, state: "COMMITTED" }
        : { sopInstanceUid, state: "FAILED", errorCode: "other_content" };
    });
  await recordResults(db, transferId, results);
  return batch.filter(({ sopInstanceUid }) => !here.has(sopInstanceUid));
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

async function importBatch(
  context: Context,
  transfer: Transfer,
  instances: StoredInstance[],
  auditedStudies: Set<string>,
): Promise<Ending["failure"]> {
  if (instances.length === 0) return undefined;
  const { organizationId, studyInstanceUid } = transfer;
  const coercion = await coercionOf(transfer);
  const batch = openIngest(context, {
    organizationId,
    origin: "IMPORTED",
    studyInstanceUid,
    auditedStudies,
    inTransaction: (transaction, entries) => noteStored(transaction, transfer, instances, entries),
  });
  try {
    for (const instance of instances) {
      const source = { open: openStored(instance), length: Number(instance.length) };
      await batch.add(coercion ? coercedBytes(source, coercion) : source.open());
    }
  } catch (error) {
    await batch.abort();
    throw error;
  }
  const entries = await batch.commit();
  if (entries.some(({ code }) => code === "STORAGE_FULL")) return { code: "storage_full", detail: "" };
  if (entries.some(({ code }) => code === "PROCESSING_FAILURE")) return { code: "internal", detail: "" };
  return undefined;
}

/** A header that can't be changed makes the reading fail: the entry is refused then, and says why. */
async function* coercedBytes(
  source: Parameters<typeof coerceInstance>[0],
  coercion: Parameters<typeof coerceInstance>[1],
): AsyncGenerator<Uint8Array> {
  yield* (await coerceInstance(source, coercion)).bytes();
}

const PASSING = ["STORAGE_FULL", "PROCESSING_FAILURE"];

async function noteStored(
  transaction: Transaction,
  transfer: Transfer,
  instances: StoredInstance[],
  entries: IngestEntry[],
): Promise<void> {
  const results = entries.flatMap((entry, index): InstanceResult[] => {
    const sopInstanceUid = instances[index]?.sopInstanceUid;
    if (sopInstanceUid === undefined || PASSING.includes(entry.code ?? "")) return [];
    if (entry.outcome === "STORED" || entry.outcome === "DUPLICATE")
      return [{ sopInstanceUid, state: "COMMITTED" }];
    const errorCode =
      entry.code === "PATIENT_CONFLICT"
        ? "other_patient"
        : entry.code === "CONTENT_CONFLICT"
          ? "other_content"
          : "unreadable";
    return [{ sopInstanceUid, state: "FAILED", errorCode, comment: entry.reason }];
  });
  await recordResults(transaction, transfer.id, results);
  const { organizationId, studyInstanceUid } = transfer;
  await transaction.study.updateMany({
    where: { organizationId, studyInstanceUid, origin: "IMPORTED" },
    data: { importedFrom: transfer.sourceOrganization },
  });
}
