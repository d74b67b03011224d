import type { Transaction } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import { studyArrived } from "./jobs";

/** Has the shares that wait for these studies looked at, where there are any. */
export async function tellWaitingShares(
  transaction: Transaction,
  organizationId: string,
  studyIds: string[],
): Promise<void> {
  const waiting = await transaction.shareStudy.groupBy({
    by: ["studyId"],
    where: { studyId: { in: studyIds }, share: { isComplete: false, state: { in: ["PREPARING", "SENT"] } } },
  });
  for (const { studyId } of waiting) await enqueue(transaction, studyArrived, { organizationId, studyId });
}
