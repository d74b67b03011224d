import { EventCode } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { Priority } from "@/lib/db/generated/enums";
import { workThrough } from "@/lib/queue";
import { type Arrival, canGoOut, isAllComplete, measureArrival } from "./arrival";
import { auditShare } from "./audit-share";
import { announceShare } from "./follow";
import { notifyRecipients } from "./notify-recipients";
import { type LockedShare, lockShare } from "./require-access";
import { stateNow } from "./share-state";

const AT_A_TIME = 500;

/** Who can wait least, first. */
const BY_PRIORITY = [Priority.EMERGENCY, Priority.URGENT, Priority.ROUTINE];

/**
 * Looks again at the shares that wait for instances: those of one study that arrived, or all of them.
 * What has become complete goes out; what was growing in an emergency is marked complete.
 */
export async function recheckShares(
  arrived: { organizationId?: string; studyId?: string } = {},
): Promise<void> {
  const hasGrown = arrived.studyId !== undefined;
  await workThrough<Waiting>(
    (after) => nextWaiting(arrived.studyId, after),
    ({ id }) => db.$transaction((transaction) => recheck(transaction, id, hasGrown)),
  );
}

interface Waiting {
  id: string;
  priority: Priority;
}

async function nextWaiting(studyId: string | undefined, after: Waiting | undefined): Promise<Waiting[]> {
  for (const priority of BY_PRIORITY.slice(after && BY_PRIORITY.indexOf(after.priority))) {
    const waiting = await db.share.findMany({
      where: {
        priority,
        state: { in: ["PREPARING", "SENT"] },
        isComplete: false,
        expiresAt: { gt: new Date() },
        ...(studyId && { studies: { some: { studyId } } }),
        ...(after?.priority === priority && { id: { gt: after.id } }),
      },
      select: { id: true, priority: true },
      orderBy: { id: "asc" },
      take: AT_A_TIME,
    });
    if (waiting.length > 0) return waiting;
  }
  return [];
}

async function recheck(transaction: Transaction, shareId: string, hasGrown: boolean): Promise<void> {
  const share = await lockShare(transaction, shareId);
  if (!share || !["PREPARING", "SENT"].includes(stateNow(share))) return;
  const arrivals = await remeasure(transaction, share);
  const isComplete = isAllComplete(arrivals);
  const goesOut = share.state === "PREPARING" && canGoOut(share.priority, arrivals);
  if (!goesOut && isComplete === share.isComplete) {
    // What grows shows itself growing.
    if (share.state === "SENT" && hasGrown) await announceShare(transaction, share.id, "grew");
    return;
  }
  await transaction.share.update({
    where: { id: share.id },
    data: { isComplete, ...(goesOut && { state: "SENT", stateAt: new Date() }) },
  });
  if (goesOut) {
    const recipients = await transaction.shareRecipient.findMany({
      where: { shareId: share.id, notifiedAt: null, declinedAt: null },
      select: { id: true },
    });
    await notifyRecipients(
      transaction,
      "notification",
      recipients.map(({ id }) => id),
    );
  }
  await auditShare(transaction, systemContext("job:recheck-shares"), share, {
    action: goesOut ? "share.went-out" : "share.completed",
    eventCode: EventCode.applicationActivity,
    announced: goesOut && share.priority === "EMERGENCY" ? "emergency" : "changed",
  });
}

/** Measures what is there now and keeps how many are expected. */
export async function remeasure(transaction: Transaction, share: LockedShare): Promise<Arrival[]> {
  const chosen = await transaction.shareStudy.findMany({ where: { shareId: share.id } });
  const arrivals = await measureArrival(transaction, share.organizationId, share.priority, chosen, share);
  const known = new Map(chosen.map((study) => [study.studyId, study.expectedInstances]));
  for (const { studyId, expectedInstances } of arrivals) {
    if (known.get(studyId) === expectedInstances) continue;
    await transaction.shareStudy.update({
      where: { shareId_studyId: { shareId: share.id, studyId } },
      data: { expectedInstances },
    });
  }
  return arrivals;
}
