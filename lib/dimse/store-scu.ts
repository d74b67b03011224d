import type { OutgoingInstance } from "./outgoing-instance";
import { type MoveOriginator, type StoreResult, sendInstance } from "./send-instance";
import { StorageContexts } from "./storage-contexts";
import type { Association } from "./upper-layer/association";
import { AssociationError } from "./upper-layer/association-error";
import { type PeerAddress, requestAssociation } from "./upper-layer/request-association";

/** So many instances are looked at before an association is asked for: one mostly fits all of them. */
const LOOK_AHEAD = 500;

/**
 * Sends instances to a peer by C-STORE, over as few associations as their SOP classes and transfer syntaxes allow.
 * `onResult` is awaited for each instance that the peer answered, or that it takes in no form.
 * @throws AssociationError when the peer can't be reached, rejects or breaks off: what had no result wasn't sent
 */
export async function storeToPeer(
  peer: PeerAddress,
  instances: AsyncIterable<OutgoingInstance> | Iterable<OutgoingInstance>,
  onResult: (sopInstanceUid: string, result: StoreResult) => void | Promise<void>,
  signal?: AbortSignal,
  originator?: MoveOriginator,
): Promise<void> {
  let contexts = new StorageContexts();
  let association: Association | undefined;
  try {
    for await (const batch of batchesOf(instances)) {
      if (!association || !batch.instances.every((instance) => contexts.covers(instance))) {
        await association?.release();
        contexts = batch.contexts;
        association = await requestAssociation(peer, { contexts: contexts.proposed(), signal });
      }
      for (const instance of batch.instances) {
        signal?.throwIfAborted();
        await onResult(instance.sopInstanceUid, await sendInstance(association, instance, { originator }));
      }
    }
    await association?.release();
  } catch (error) {
    if (signal?.aborted || error instanceof AssociationError) association?.abort();
    else await association?.release();
    signal?.throwIfAborted();
    throw error;
  }
}

interface Batch {
  instances: OutgoingInstance[];
  contexts: StorageContexts;
}

async function* batchesOf(
  instances: AsyncIterable<OutgoingInstance> | Iterable<OutgoingInstance>,
): AsyncGenerator<Batch> {
  let batch: Batch = { instances: [], contexts: new StorageContexts() };
  for await (const instance of instances) {
    const isFull = batch.instances.length >= LOOK_AHEAD || !batch.contexts.add(instance);
    if (isFull) {
      yield batch;
      batch = { instances: [], contexts: new StorageContexts() };
      batch.contexts.add(instance);
    }
    batch.instances.push(instance);
  }
  if (batch.instances.length > 0) yield batch;
}
