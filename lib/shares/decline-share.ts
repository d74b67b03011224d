import type { Context } from "@/lib/context";
import { auditShare } from "./audit-share";
import { changeShare } from "./change-share";
import { requireRecipient } from "./require-access";
import type { Share } from "./schemas";
import { tellSender } from "./tell-sender";

/** A recipient gives the share back with a reason, for every address that the person reads. Twice is once. */
export function declineShare(context: Context, shareId: string, input: { reason: string }): Promise<Share> {
  return changeShare(context, shareId, "share.declined", async (transaction) => {
    const { user, share, mine } = await requireRecipient(transaction, context, shareId);
    const { count } = await transaction.shareRecipient.updateMany({
      where: { id: { in: mine.map(({ id }) => id) }, declinedAt: null },
      data: { state: "DECLINED", declinedAt: new Date(), declineReason: input.reason.trim(), work: "DONE" },
    });
    if (count === 0) return;
    await tellSender(transaction, { kind: "declined", shareId: share.id, authorId: user.actor.userId });
    await auditShare(transaction, user, share, { action: "share.declined" });
  });
}
