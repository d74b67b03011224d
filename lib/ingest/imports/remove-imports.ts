import { db, Prisma } from "@/lib/db";
import { workThrough } from "@/lib/queue";

const KEEP_DAYS = 90;
const IMPORTS_AT_A_TIME = 200;
const FILES_AT_A_TIME = 5000;

/** Files that a study which is still there lacks: whoever sends it is warned of them (`checkShare`), however old. */
const IS_LACKING = Prisma.sql`
  f.outcome = 'REFUSED' AND EXISTS (
    SELECT FROM "Study" s
    WHERE s."studyInstanceUid" = f."studyInstanceUid" AND s."organizationId" = i."organizationId")`;

/**
 * The job `remove-imports`: what became of each file of an upload that ended so long ago. A page that was closed goes
 * on with an open one only.
 */
export async function removeImports(now = new Date()): Promise<void> {
  const closedAt = { lt: new Date(now.getTime() - KEEP_DAYS * 86_400_000) };
  await workThrough(
    (after) =>
      db.import.findMany({
        where: { state: "CLOSED", closedAt, ...(after && { id: { gt: after.id } }) },
        select: { id: true },
        orderBy: { id: "asc" },
        take: IMPORTS_AT_A_TIME,
      }),
    ({ id }) => removeImport(id),
  );
}

async function removeImport(id: string): Promise<void> {
  let removed: number;
  do
    removed = await db.$executeRaw`
      DELETE FROM "ImportFile" WHERE "importId" = ${id}::uuid AND path IN (
        SELECT f.path FROM "ImportFile" f JOIN "Import" i ON i.id = f."importId"
        WHERE i.id = ${id}::uuid AND NOT (${IS_LACKING}) LIMIT ${FILES_AT_A_TIME}::int)`;
  while (removed === FILES_AT_A_TIME);
  await db.import.deleteMany({ where: { id, files: { none: {} } } });
}
