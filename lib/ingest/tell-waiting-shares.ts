import type { Transaction } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import { studyArrived } from "./jobs";

/** Has the shares that wait for this study looked at, where there are any. */
export async function tellWaitingShares(
  transaction: Transaction,
  organizationId: string,
  studyId: string,
): Promise<void> {
  const waiting = await transaction.shareStudy.findFirst({
    where: { studyId, share: { isComplete: false, state: { in: ["PREPARING", "SENT"] } } },
    select: { shareId: true },
  });
  if (waiting) await enqueue(transaction, studyArrived, { organizationId, studyId });
}
