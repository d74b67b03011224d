import type { Context } from "@/lib/context";
import { unprocessable } from "@/lib/errors";
import { canGoOut } from "./arrival";
import { auditShare } from "./audit-share";
import { changeShare } from "./change-share";
import { notifyRecipients } from "./notify-recipients";
import { remeasure } from "./recheck-shares";
import { requireSender } from "./require-access";
import type { Share } from "./schemas";
import { refuseWhenOver, stateNow } from "./share-state";

/**
 * Gives a share another expiry. One that had expired lives again, with new mails: its old links stay dead.
 * @throws ProblemError 422 `expiry_in_past`, 410 `share_revoked`
 */
export function extendShare(context: Context, shareId: string, input: { expiresAt: string }): Promise<Share> {
  return changeShare(context, shareId, "share.extended", async (transaction) => {
    const { share } = await requireSender(transaction, context, shareId);
    const expiresAt = new Date(input.expiresAt);
    if (!(expiresAt > new Date())) throw unprocessable("expiry_in_past", "The expiry is in the past.");
    if (share.state === "REVOKED") refuseWhenOver(share);
    const hadExpired = stateNow(share) === "EXPIRED";
    await transaction.share.update({ where: { id: share.id }, data: { expiresAt } });
    if (hadExpired) {
      await transaction.shareLink.deleteMany({ where: { recipient: { shareId: share.id } } });
      const goesOut = canGoOut(share.priority, await remeasure(transaction, share));
      await transaction.share.update({
        where: { id: share.id },
        data: { state: goesOut ? "SENT" : "PREPARING", stateAt: new Date() },
      });
      const unopened = await transaction.shareRecipient.findMany({
        where: { shareId: share.id, openedAt: null, declinedAt: null },
        select: { id: true },
      });
      if (goesOut)
        await notifyRecipients(
          transaction,
          "reminder",
          unopened.map(({ id }) => id),
        );
    }
    await auditShare(transaction, context, share, {
      action: "share.extended",
      detail: { expiresAt: expiresAt.toISOString() },
    });
  });
}
