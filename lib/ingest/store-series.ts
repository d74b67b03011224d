import type { Prisma, Transaction } from "@/lib/db";
import type { PendingInstance } from "./pending-instance";

/**
 * Makes the series that are not there yet; answers row ids by Series Instance UID.
 * @param isNew whether the study was made in this transaction, and so has none
 */
export async function storeSeries(
  transaction: Transaction,
  studyId: string,
  accepted: PendingInstance[],
  isNew: boolean,
): Promise<Map<string, string>> {
  const firsts = new Map<string, PendingInstance>();
  for (const each of accepted) {
    const uid = each.read.identity.seriesInstanceUid;
    if (!firsts.has(uid)) firsts.set(uid, each);
  }
  const uids = [...firsts.keys()];
  const ids = isNew ? new Map<string, string>() : await seriesIds(transaction, studyId, uids);
  const missing = [...firsts].filter(([uid]) => !ids.has(uid));
  if (missing.length === 0) return ids;
  const made = await transaction.series.createManyAndReturn({
    data: missing.map(([seriesInstanceUid, { read }]) => ({
      studyId,
      seriesInstanceUid,
      ...read.series,
      attributes: read.series.attributes as Prisma.InputJsonValue,
    })),
    select: { id: true, seriesInstanceUid: true },
  });
  for (const { id, seriesInstanceUid } of made) ids.set(seriesInstanceUid, id);
  return ids;
}

async function seriesIds(
  transaction: Transaction,
  studyId: string,
  uids: string[],
): Promise<Map<string, string>> {
  const rows = await transaction.series.findMany({
    where: { studyId, seriesInstanceUid: { in: uids } },
    select: { id: true, seriesInstanceUid: true },
  });
  return new Map(rows.map((row) => [row.seriesInstanceUid, row.id]));
}
