import type { Context } from "@/lib/context";
import { auditShare } from "./audit-share";
import { changeShare } from "./change-share";
import { requireAccess } from "./require-access";
import type { Share } from "./schemas";
import { refuseWhenOver } from "./share-state";
import { tellSender } from "./tell-sender";

/** A recipient answers the sender, or the sender answers back; everybody in the share reads it. */
export function replyToShare(context: Context, shareId: string, input: { text: string }): Promise<Share> {
  return changeShare(context, shareId, "share.replied", async (transaction) => {
    const { user, share, isSender } = await requireAccess(transaction, context, shareId);
    refuseWhenOver(share);
    await transaction.shareReply.create({
      data: { shareId: share.id, authorId: user.actor.userId, text: input.text.trim() },
    });
    if (!isSender)
      await tellSender(transaction, { kind: "replied", shareId: share.id, authorId: user.actor.userId });
    await auditShare(transaction, user, share, { action: "share.replied" });
  });
}
