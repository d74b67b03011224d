import { isStored, storeToPeer } from "@/lib/dimse";
import { AE_TITLE } from "../../scratch/installation";
import { SOP_CLASS_UID, TRANSFER_SYNTAX_UID } from "../../scratch/part10";
import type { MadeInstance } from "./instances";
import type { Sending } from "./line";
import { codeOf } from "./stow";

const SLICE_BYTES = 16 * 1024;

/** C-STORE over one association; 0000 acknowledges an instance. */
export async function sendByStore(
  instances: MadeInstance[],
  { ledger, doors, progress }: Sending,
): Promise<void> {
  const byUid = new Map(instances.map((instance) => [instance.sopInstanceUid, instance]));
  const open = new Set(instances);
  let answered = () => {};
  await storeToPeer(
    { host: "127.0.0.1", port: doors.dicomPort, aeTitle: AE_TITLE },
    instances.map((instance) => ({
      sopClassUid: SOP_CLASS_UID,
      sopInstanceUid: instance.sopInstanceUid,
      transferSyntaxUid: TRANSFER_SYNTAX_UID,
      dataSetLength: instance.dataSet.length,
      dataSet: () => slices(instance),
    })),
    (sopInstanceUid, { status }) => {
      const instance = byUid.get(sopInstanceUid) as MadeInstance;
      answered();
      open.delete(instance);
      if (isStored(status)) ledger.noteAcknowledged(instance, "C-STORE");
      else ledger.noteRefused([instance], `C-STORE ${status.toString(16).padStart(4, "0")}`);
    },
  ).catch((error: Error) => ledger.noteRefused([...open], `C-STORE ${codeOf(error)}`));

  async function* slices(instance: MadeInstance): AsyncGenerator<Uint8Array> {
    ledger.noteSent(instance);
    for (let at = 0; at < instance.dataSet.length; at += SLICE_BYTES) {
      const slice = instance.dataSet.subarray(at, at + SLICE_BYTES);
      yield slice;
      progress.add(slice.length);
    }
    answered = progress.addWhole();
  }
}
