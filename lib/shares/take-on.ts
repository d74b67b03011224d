import type { Context } from "@/lib/context";
import type { WorkState } from "@/lib/db/generated/enums";
import { conflict, unprocessable } from "@/lib/errors";
import { auditShare } from "./audit-share";
import { changeShare } from "./change-share";
import { requireRecipient } from "./require-access";
import type { Share } from "./schemas";
import { readersOf, readersSelect } from "./share-view";

/**
 * Takes a share on, gives it to a colleague who reads the same address, or (null) lays it back.
 * Taking on what a colleague took a moment earlier is refused; giving it to somebody is not.
 * @throws ProblemError 409 `already_claimed`, 422 `not_a_reader`
 */
export function claimShare(
  context: Context,
  shareId: string,
  input: { assigneeId?: string | null },
): Promise<Share> {
  return changeShare(context, shareId, "share.claimed", async (transaction) => {
    const { user, share, mine } = await requireRecipient(transaction, context, shareId);
    const assigneeId = input.assigneeId === undefined ? user.actor.userId : input.assigneeId;
    const recipients = await transaction.shareRecipient.findMany({
      where: { id: { in: mine.map(({ id }) => id) } },
      select: { id: true, assigneeId: true, address: { select: readersSelect } },
    });
    const readBy = (userId: string | null) =>
      recipients.filter(
        ({ address }) => userId === null || readersOf(address).some(({ id }) => id === userId),
      );
    const taken = readBy(assigneeId);
    if (taken.length === 0) throw unprocessable("not_a_reader", "This colleague does not read this mailbox.");
    const isOthers = taken.some((each) => each.assigneeId !== null && each.assigneeId !== user.actor.userId);
    if (input.assigneeId === undefined && isOthers)
      throw conflict("already_claimed", "A colleague has taken this on.");
    const ids = { in: taken.map(({ id }) => id) };
    await transaction.shareRecipient.updateMany({ where: { id: ids }, data: { assigneeId } });
    if (assigneeId !== null)
      await transaction.shareRecipient.updateMany({
        where: { id: ids, work: "UNREAD" },
        data: { work: "IN_PROGRESS" },
      });
    await auditShare(transaction, user, share, { action: "share.claimed", detail: { assigneeId } });
  });
}

/** Sets how far the own addresses are with a share. */
export function setWork(context: Context, shareId: string, input: { work: WorkState }): Promise<Share> {
  return changeShare(context, shareId, "share.work-set", async (transaction) => {
    const { user, share, mine } = await requireRecipient(transaction, context, shareId);
    const { count } = await transaction.shareRecipient.updateMany({
      where: { id: { in: mine.map(({ id }) => id) }, work: { not: input.work } },
      data: { work: input.work },
    });
    if (count > 0)
      await auditShare(transaction, user, share, { action: "share.work-set", detail: { work: input.work } });
  });
}
