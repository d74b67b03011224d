import type { Context } from "@/lib/context";
import { auditShare } from "./audit-share";
import { changeShare } from "./change-share";
import { remeasure } from "./recheck-shares";
import { requireSender } from "./require-access";
import type { Share } from "./schemas";
import { refuseWhenOver } from "./share-state";

/**
 * The sender's side says that nothing more comes: what is there now is all of it. Instances that come all the same
 * are shown, and counted.
 * @throws ProblemError 404, 403 for a recipient, 410 when it is over
 */
export function completeShare(context: Context, shareId: string): Promise<Share> {
  return changeShare(context, shareId, "share.closed", async (transaction) => {
    const { user, share } = await requireSender(transaction, context, shareId);
    refuseWhenOver(share);
    if (share.state !== "SENT" || share.isComplete) return;
    const closedAt = new Date();
    const arrivals = await remeasure(transaction, { ...share, closedAt });
    await transaction.share.update({ where: { id: share.id }, data: { closedAt, isComplete: true } });
    await auditShare(transaction, user, share, {
      action: "share.closed",
      detail: { instances: arrivals.reduce((sum, { storedInstances }) => sum + storedInstances, 0) },
    });
  });
}
