import { randomUUID } from "node:crypto";
import { encodeFileMeta } from "@/lib/dicom";
import type { OutgoingPeer } from "@/lib/peers";
import { EXPLICIT_LITTLE_ENDIAN } from "@/lib/rendering";
import { callPeer, StowError } from "./call-peer";
import { decodedInstance } from "./decoded-instance";
import { readStoreAnswer, type StoreOutcome, TRANSFER_SYNTAX_NOT_SUPPORTED } from "./store-answer";

/** What is sent: a data set that can be read when its turn comes. */
export interface InstanceToStore {
  sopClassUid: string;
  sopInstanceUid: string;
  transferSyntaxUid: string;
  /** Bytes of `dataSet`. */
  dataSetLength: number;
  /** A chunk is only valid until the next one is asked for. */
  dataSet(): AsyncIterable<Uint8Array>;
  /** The row it comes from, when its bytes are exactly those stored: then it can be had in another form. */
  storedInstanceId?: string;
}

// One request's worth: servers hold a request in memory, and its answer comes only when all of it is there.
const INSTANCES_AT_ONCE = 20;
const BYTES_AT_ONCE = 64 * 1024 * 1024;
const TOO_LARGE = 413;

/**
 * Sends instances to a peer by STOW-RS (PS3.18 10.5), some at a time, as they are stored; nothing is held in memory.
 * `onResult` is awaited for each that the peer's answer speaks of.
 * @throws StowError when the peer can't be reached or doesn't answer as it should: what had no result wasn't stored
 */
export async function storeByWeb(
  peer: OutgoingPeer,
  instances: AsyncIterable<InstanceToStore>,
  onResult: (sopInstanceUid: string, outcome: StoreOutcome) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for await (const batch of batchesOf(instances)) {
    signal.throwIfAborted();
    const outcomes = await storeBatch(peer, batch, signal);
    for (const instance of batch)
      if (outcomes.get(instance.sopInstanceUid)?.status === TRANSFER_SYNTAX_NOT_SUPPORTED)
        await storeDecoded(peer, instance, outcomes, signal);
    for (const [uid, outcome] of outcomes) await onResult(uid, outcome);
  }
}

/** Once more, in the form that everybody has to take; what can't be decoded stays refused. */
async function storeDecoded(
  peer: OutgoingPeer,
  { storedInstanceId, transferSyntaxUid }: InstanceToStore,
  outcomes: Map<string, StoreOutcome>,
  signal: AbortSignal,
): Promise<void> {
  if (storedInstanceId === undefined || transferSyntaxUid === EXPLICIT_LITTLE_ENDIAN) return;
  const decoded = await decodedInstance(storedInstanceId).catch(() => undefined);
  if (!decoded) return;
  for (const [uid, outcome] of await storeBatch(peer, [decoded], signal)) outcomes.set(uid, outcome);
}

/** Whether a peer's DICOMweb services answer. @throws StowError */
export async function verifyWeb(peer: OutgoingPeer, signal: AbortSignal): Promise<void> {
  const { status } = await callPeer(peer, "/studies?limit=1", { signal });
  if (status >= 300) throw StowError.fromStatus(status);
}

async function* batchesOf(instances: AsyncIterable<InstanceToStore>): AsyncGenerator<InstanceToStore[]> {
  let batch: InstanceToStore[] = [];
  let bytes = 0;
  for await (const instance of instances) {
    const isFull = batch.length >= INSTANCES_AT_ONCE || bytes + instance.dataSetLength > BYTES_AT_ONCE;
    if (isFull && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(instance);
    bytes += instance.dataSetLength;
  }
  if (batch.length > 0) yield batch;
}

async function storeBatch(
  peer: OutgoingPeer,
  batch: InstanceToStore[],
  signal: AbortSignal,
): Promise<Map<string, StoreOutcome>> {
  const boundary = randomUUID();
  const parts = batch.map((instance, index) => partOf(instance, boundary, index === 0));
  const end = Buffer.from(`\r\n--${boundary}--\r\n`);
  const answer = await callPeer(peer, "/studies", {
    method: "POST",
    headers: {
      "content-type": `multipart/related; type="application/dicom"; boundary=${boundary}`,
      "content-length": String(parts.reduce((sum, { length }) => sum + length, end.length)),
    },
    body: bodyOf(parts, end),
    signal,
  });
  // Too much at once: one by one it may fit, and if not, it is known which one doesn't.
  if (answer.status === TOO_LARGE && batch.length > 1) {
    const outcomes = new Map<string, StoreOutcome>();
    for (const one of batch)
      for (const [uid, outcome] of await storeBatch(peer, [one], signal)) outcomes.set(uid, outcome);
    return outcomes;
  }
  return readStoreAnswer(
    answer,
    batch.map(({ sopInstanceUid }) => sopInstanceUid),
  );
}

interface Part {
  length: number;
  head: Buffer;
  instance: InstanceToStore;
}

// Nothing stands before the first boundary, and the type has no transfer-syntax parameter: File Meta says it, and
// some readers pass over neither (Orthanc answers 200 then, and keeps nothing).
function partOf(instance: InstanceToStore, boundary: string, isFirst: boolean): Part {
  const head = Buffer.concat([
    Buffer.from(`${isFirst ? "" : "\r\n"}--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    encodeFileMeta(instance),
  ]);
  return { length: head.length + instance.dataSetLength, head, instance };
}

async function* bodyOf(parts: Part[], end: Buffer): AsyncGenerator<Uint8Array> {
  for (const { head, instance } of parts) {
    yield head;
    yield* instance.dataSet();
  }
  yield end;
}
