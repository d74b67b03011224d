import type { db } from "@/lib/db";
import type { ObjectWriter } from "@/lib/storage";
import type { IngestEntry } from "./outcome";
import type { ReadInstance } from "./read-instance";

/** An instance whose bytes are in a pack and whose row is not written yet. */
export interface PendingInstance {
  entry: IngestEntry;
  read: ReadInstance;
  writer: ObjectWriter;
  offset: number;
  length: number;
  dataSetSha256: Uint8Array<ArrayBuffer>;
  crc32: number;
  /** Further files of the batch with the same content: they fare like this one. */
  repeats?: IngestEntry[];
}

/** The same while its hash is still being computed. */
export type ReceivedInstance = Omit<PendingInstance, "dataSetSha256"> & {
  dataSetSha256: Promise<PendingInstance["dataSetSha256"]>;
};

export async function withHash(received: ReceivedInstance): Promise<PendingInstance> {
  return { ...received, dataSetSha256: await received.dataSetSha256 };
}

export interface KnownInstance {
  sopInstanceUid: string;
  transferSyntaxUid: string;
  dataSetSha256: Uint8Array;
}

export async function knownInstances(
  client: Pick<typeof db, "instance">,
  organizationId: string,
  pending: PendingInstance[],
): Promise<Map<string, KnownInstance>> {
  const known = new Map<string, KnownInstance>();
  const uids = [...new Set(pending.map(({ read }) => read.identity.sopInstanceUid))];
  for (let at = 0; at < uids.length; at += 5000) {
    const rows = await client.instance.findMany({
      where: { organizationId, sopInstanceUid: { in: uids.slice(at, at + 5000) } },
      select: { sopInstanceUid: true, transferSyntaxUid: true, dataSetSha256: true },
    });
    for (const row of rows) known.set(row.sopInstanceUid, row);
  }
  return known;
}

/** "Same instance" of interfaces.md: UID, data set and transfer syntax. */
export function isSameInstance(
  known: KnownInstance | undefined,
  { read, dataSetSha256 }: PendingInstance,
): boolean {
  return (
    known !== undefined &&
    known.transferSyntaxUid === read.instance.transferSyntaxUid &&
    Buffer.compare(known.dataSetSha256, dataSetSha256) === 0
  );
}

export function setOutcome(
  { entry, repeats = [] }: PendingInstance,
  outcome: IngestEntry["outcome"],
  code?: string,
  reason?: string,
): void {
  for (const each of [entry, ...repeats]) {
    each.outcome = outcome === "STORED" && each !== entry ? "DUPLICATE" : outcome;
    delete each.code;
    delete each.reason;
    if (code !== undefined) each.code = code;
    if (reason !== undefined) each.reason = reason;
  }
}
