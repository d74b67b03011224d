import type { Context } from "@/lib/context";
import { failureReasonOf } from "./failure-reason";
import { IngestBatch } from "./ingest-batch";
import type { IngestTarget } from "./ingest-target";
import type { IngestEntry } from "./outcome";

export interface InstanceToIngest extends IngestTarget {
  /** A Part 10 file, or a data set alone. Chunks may be reused once the next one is asked for. */
  bytes: AsyncIterable<Uint8Array>;
  /** What the message said: another instance or class in its data set is refused (A900H). */
  expected?: { sopInstanceUid: string; sopClassUid: string };
}

/**
 * One instance, durable in bytes and rows when this resolves: what C-STORE needs before it answers. Give one
 * `auditedStudies` set per association. Never throws for the instance's own faults.
 * @returns the entry and the status of the C-STORE response (0 when stored, now or earlier)
 */
export async function ingestInstance(
  context: Context,
  { bytes, expected, ...target }: InstanceToIngest,
): Promise<{ entry: IngestEntry; status: number }> {
  const batch = new IngestBatch(context, target);
  const entry = await batch.add(bytes);
  const isMismatch =
    expected !== undefined &&
    entry.outcome !== "REFUSED" &&
    (entry.sopInstanceUid !== expected.sopInstanceUid || entry.sopClassUid !== expected.sopClassUid);
  if (isMismatch) {
    await batch.abort();
    entry.outcome = "REFUSED";
    entry.code = "SOP_MISMATCH";
    entry.reason = "The data set is of another instance or class than the request.";
    return { entry, status: failureReasonOf(entry) };
  }
  await batch.commit();
  return { entry, status: failureReasonOf(entry) };
}
