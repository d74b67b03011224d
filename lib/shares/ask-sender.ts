import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { forbidden } from "@/lib/errors";
import { isLocale } from "@/lib/i18n";
import { getTranslator } from "@/lib/i18n/translator";
import { auditingRefusals, auditShare } from "./audit-share";
import { requireAccess } from "./require-access";
import { stateNow } from "./share-state";
import { tellSender } from "./tell-sender";

/**
 * A recipient asks the sender for a share that was withdrawn or has expired. It gives nothing back but that it
 * was asked; the sender reads it as a reply. Asking again for the same ending changes nothing.
 */
export async function askSender(context: Context, shareId: string): Promise<{ askedAt: string }> {
  return auditingRefusals(context, "share.asked", { shareId }, () =>
    db.$transaction(async (transaction) => {
      const { user, share, mine } = await requireAccess(transaction, context, shareId);
      const isOver = ["REVOKED", "EXPIRED"].includes(stateNow(share));
      if (mine.length === 0 || !isOver)
        throw forbidden("forbidden", "Only a recipient of a share that is over can ask for it.");
      const endedAt = share.state === stateNow(share) ? share.stateAt : share.expiresAt;
      const authorId = user.actor.userId;
      const earlier = await transaction.shareReply.findFirst({
        where: { shareId: share.id, authorId, createdAt: { gt: endedAt } },
        select: { createdAt: true },
      });
      if (earlier) return { askedAt: earlier.createdAt.toISOString() };
      const { t } = getTranslator(isLocale(context.locale) ? context.locale : "nl", "links");
      const reply = await transaction.shareReply.create({
        data: { shareId: share.id, authorId, text: t("askText") },
        select: { createdAt: true },
      });
      await tellSender(transaction, { kind: "asked", shareId: share.id, authorId });
      await auditShare(transaction, user, share, { action: "share.asked" });
      return { askedAt: reply.createdAt.toISOString() };
    }),
  );
}
