import { db } from "@/lib/db";
import { FailureReason, type InstanceReference, type Verdict } from "./commitment-data-sets";

const AT_ONCE = 1000;

/** Whether the organisation's archive keeps each instance: its row is there, its bytes were durable and are not known to be damaged. */
export async function verifyReferences(
  organizationId: string,
  references: InstanceReference[],
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (let at = 0; at < references.length; at += AT_ONCE)
    verdicts.push(...(await verifySome(organizationId, references.slice(at, at + AT_ONCE))));
  return verdicts;
}

async function verifySome(organizationId: string, references: InstanceReference[]): Promise<Verdict[]> {
  const rows = await db.instance.findMany({
    where: { organizationId, sopInstanceUid: { in: references.map(({ sopInstanceUid }) => sopInstanceUid) } },
    select: { id: true, sopInstanceUid: true, sopClassUid: true, verifiedAt: true },
  });
  const stored = new Map(rows.map((row) => [row.sopInstanceUid, row]));
  const damagedRows = await db.damagedBytes.findMany({
    where: { rowId: { in: rows.map(({ id }) => id) } },
    select: { rowId: true },
  });
  const damaged = new Set(damagedRows.map(({ rowId }) => rowId));
  return references.map((reference) => {
    const row = stored.get(reference.sopInstanceUid);
    if (!row) return { ...reference, failureReason: FailureReason.noSuchObjectInstance };
    if (row.sopClassUid !== reference.sopClassUid)
      return { ...reference, failureReason: FailureReason.classInstanceConflict };
    if (row.verifiedAt === null || damaged.has(row.id))
      return { ...reference, failureReason: FailureReason.processingFailure };
    return reference;
  });
}
