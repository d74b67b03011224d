import { EventCode } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, type Share, type Transaction } from "@/lib/db";
import { workThrough } from "@/lib/queue";
import { auditShare } from "./audit-share";
import { lockShare } from "./require-access";

const AT_A_TIME = 500;

/** Marks as EXPIRED what the clock ended already; access stopped at that moment, with or without this. */
export async function closeExpired(now = new Date()): Promise<void> {
  await workThrough<Over>(
    (after) => nextOver(now, after),
    ({ id }) => db.$transaction((transaction) => close(transaction, id, now)),
  );
}

type Over = Pick<Share, "id" | "expiresAt">;

function nextOver(now: Date, after: Over | undefined): Promise<Over[]> {
  return db.share.findMany({
    where: {
      state: { in: ["SENT", "PREPARING"] },
      expiresAt: { lte: now, ...(after && { gte: after.expiresAt }) },
      ...(after && { NOT: { expiresAt: after.expiresAt, id: { lte: after.id } } }),
    },
    select: { id: true, expiresAt: true },
    orderBy: [{ expiresAt: "asc" }, { id: "asc" }],
    take: AT_A_TIME,
  });
}

async function close(transaction: Transaction, id: string, now: Date): Promise<void> {
  const share = await lockShare(transaction, id);
  if (!share || share.expiresAt > now || !["SENT", "PREPARING"].includes(share.state)) return;
  await transaction.share.update({ where: { id }, data: { state: "EXPIRED", stateAt: share.expiresAt } });
  await auditShare(transaction, systemContext("job:close-expired-shares"), share, {
    action: "share.expired",
    eventCode: EventCode.applicationActivity,
  });
}
