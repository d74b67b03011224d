import { db, Prisma } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import { importTransfer, sendTransfer } from "./jobs";
import { IS_DUE } from "./lease";

const AT_ONCE = 200;
const KEEP_DAYS = 90;

/** Wakes transfers whose worker died or whose job was lost, and forgets old ones: the log keeps what happened. */
export async function resumeDueTransfers(): Promise<void> {
  const due = await db.$queryRaw<{ id: string; kind: "SEND" | "IMPORT" }[]>`
    SELECT id::text, kind::text AS kind FROM "Transfer"
    WHERE ${Prisma.raw(IS_DUE)} AND greatest("stateAt", "nextAttemptAt", "leasedUntil") < now() - interval '5 seconds'
    ORDER BY "stateAt" LIMIT ${AT_ONCE}`;
  await db.$transaction(async (transaction) => {
    for (const { id: transferId, kind } of due)
      await enqueue(transaction, kind === "IMPORT" ? importTransfer : sendTransfer, { transferId });
  });
  // The local values of a person stay no longer than a retry may need them; {} says that there were some.
  await db.$executeRaw`
    UPDATE "Transfer" SET reconciliation = '{}'
    WHERE state = 'DONE' AND reconciliation IS NOT NULL AND reconciliation <> '{}'`;
  await db.$executeRaw`
    DELETE FROM "Transfer" WHERE "finishedAt" < now() - ${KEEP_DAYS} * interval '1 day'`;
}
