import { isDeepStrictEqual } from "node:util";
import type { Context } from "@/lib/context";
import type { ShareReply, Transaction } from "@/lib/db";
import { forbidden, notFound } from "@/lib/errors";
import { auditShare } from "./audit-share";
import { changeShare } from "./change-share";
import { requireAccess } from "./require-access";
import { type ImageReference, ReplyInput, type Share } from "./schemas";
import { refuseWhenOver } from "./share-state";
import { tellSender } from "./tell-sender";

/**
 * A recipient answers the sender, or the sender answers back; everybody in the share reads it. Places in the images
 * are those of the share alone. A recipient can say that this is the answer to what was asked.
 * @throws ProblemError 404 also for a place outside the share, 403 for an answer by the sender, 410
 */
export function replyToShare(context: Context, shareId: string, input: ReplyInput): Promise<Share> {
  return changeShare(context, shareId, "share.replied", async (transaction) => {
    const reply = ReplyInput.parse(input);
    const { text, references, isAnswer } = reply;
    const { user, share, isSender, mine } = await requireAccess(transaction, context, shareId);
    refuseWhenOver(share);
    if (isAnswer && mine.length === 0)
      throw forbidden("forbidden", "Only a recipient answers what the sender asked.");
    await requireGranted(transaction, share.id, references);
    const author = { shareId: share.id, authorId: user.actor.userId };
    const known = reply.id ? await transaction.shareReply.findUnique({ where: { id: reply.id } }) : null;
    if (known && isSameReply(known, { ...author, ...reply })) return;
    await transaction.shareReply.create({
      // Words that changed meanwhile are said too, under an id of their own.
      data: { ...author, text, references, isAnswer, ...(reply.id && !known && { id: reply.id }) },
    });
    if (!isSender)
      await tellSender(transaction, { kind: "replied", shareId: share.id, authorId: user.actor.userId });
    await auditShare(transaction, user, share, {
      action: isAnswer ? "share.answered" : "share.replied",
      ...(references.length > 0 && { detail: { references: references.length } }),
    });
  });
}

/** The answer to the first one was lost on its way, and it was sent again. */
function isSameReply(
  known: ShareReply,
  sent: { shareId: string; authorId: string; text: string; isAnswer: boolean; references: ImageReference[] },
): boolean {
  return (
    known.shareId === sent.shareId &&
    known.authorId === sent.authorId &&
    known.text === sent.text &&
    known.isAnswer === sent.isAnswer &&
    isDeepStrictEqual(known.references, sent.references)
  );
}

async function requireGranted(
  transaction: Transaction,
  shareId: string,
  references: ImageReference[],
): Promise<void> {
  if (references.length === 0) return;
  const studies = await transaction.shareStudy.findMany({
    where: { shareId },
    select: {
      seriesInstanceUids: true,
      study: { select: { studyInstanceUid: true, series: { select: { seriesInstanceUid: true } } } },
    },
  });
  for (const { studyInstanceUid, seriesInstanceUid } of references) {
    const chosen = studies.find(({ study }) => study.studyInstanceUid === studyInstanceUid);
    const isThere = chosen?.study.series.some((series) => series.seriesInstanceUid === seriesInstanceUid);
    const isGranted =
      chosen?.seriesInstanceUids.length === 0 || chosen?.seriesInstanceUids.includes(seriesInstanceUid);
    if (!isThere || !isGranted) throw notFound();
  }
}
