import { Prisma, type Transaction } from "@/lib/db";
import { INSTANCE_COLUMNS, type InstanceRow, rowOf } from "./known/instance-row";
import type { PendingInstance } from "./pending-instance";

const ROWS_AT_ONCE = 400;
const COLUMNS = Prisma.raw(INSTANCE_COLUMNS.map((name) => `"${name}"`).join(", "));

/** An instance, and the rows that it belongs below. */
export interface PlacedInstance {
  each: PendingInstance;
  studyId: string;
  seriesId: string;
}

/**
 * Rows go as one value: a parameter for each of their columns costs more than everything else of a batch.
 * @returns those that another transaction stored under the same SOP Instance UID in another study meanwhile
 */
export async function storeInstances(
  transaction: Transaction,
  organizationId: string,
  placed: PlacedInstance[],
): Promise<Set<PendingInstance>> {
  const lost = new Set<PendingInstance>();
  for (let at = 0; at < placed.length; at += ROWS_AT_ONCE) {
    const slice = placed.slice(at, at + ROWS_AT_ONCE);
    const rows = slice.map(({ each, studyId, seriesId }) =>
      rowOf({ organizationId, studyId, seriesId }, each),
    );
    const inserted = await transaction.$queryRaw<{ sopInstanceUid: string }[]>`
      INSERT INTO "Instance" (${COLUMNS})
      SELECT ${COLUMNS} FROM jsonb_populate_recordset(NULL::"Instance", ${asJson(rows)}::jsonb)
      ON CONFLICT DO NOTHING RETURNING "sopInstanceUid"`;
    if (inserted.length === slice.length) continue;
    const uids = new Set(inserted.map((row) => row.sopInstanceUid));
    for (const { each } of slice) if (!uids.has(each.read.identity.sopInstanceUid)) lost.add(each);
  }
  return lost;
}

function asJson(rows: InstanceRow[]): string {
  return JSON.stringify(rows, (_name, value: unknown) =>
    value instanceof Uint8Array ? `\\x${Buffer.from(value).toString("hex")}` : value,
  );
}
