import { EventCode } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { auditShare } from "./audit-share";
import { lockShare } from "./require-access";

const AT_A_TIME = 500;

/** Marks as EXPIRED what the clock ended already; access stopped at that moment, with or without this. */
export async function closeExpired(now = new Date()): Promise<void> {
  const over = await db.share.findMany({
    where: { state: { in: ["SENT", "PREPARING"] }, expiresAt: { lte: now } },
    select: { id: true },
    take: AT_A_TIME,
  });
  for (const { id } of over)
    await db.$transaction(async (transaction) => {
      const share = await lockShare(transaction, id);
      if (!share || share.expiresAt > now || !["SENT", "PREPARING"].includes(share.state)) return;
      await transaction.share.update({ where: { id }, data: { state: "EXPIRED", stateAt: share.expiresAt } });
      await auditShare(transaction, systemContext("job:close-expired-shares"), share, {
        action: "share.expired",
        eventCode: EventCode.applicationActivity,
      });
    });
}
