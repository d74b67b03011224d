import { type Context, systemContext } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import type { Priority } from "@/lib/db/generated/enums";
import { workThrough } from "@/lib/queue";
import { auditShare } from "./audit-share";
import { changeShare } from "./change-share";
import { notifyRecipients } from "./notify-recipients";
import { lockShare, requireSender } from "./require-access";
import type { Share } from "./schemas";
import { refuseWhenOver, stateNow } from "./share-state";

/** Mails everybody who hasn't opened the share once more, or the one address named. Each mail has a link of its own. */
export function remindRecipients(
  context: Context,
  shareId: string,
  input: { addressId?: string } = {},
): Promise<Share> {
  return changeShare(context, shareId, "share.reminded", async (transaction) => {
    const { user, share } = await requireSender(transaction, context, shareId);
    refuseWhenOver(share);
    // Before it goes out there is nothing to remind of: the notification itself is still to come.
    if (share.state !== "SENT") return;
    const recipients = await transaction.shareRecipient.findMany({
      where: {
        shareId: share.id,
        openedAt: null,
        declinedAt: null,
        ...(input.addressId && { addressId: input.addressId }),
      },
      select: { id: true, addressId: true },
    });
    if (recipients.length === 0) return;
    await notifyRecipients(
      transaction,
      "reminder",
      recipients.map(({ id }) => id),
    );
    await auditShare(transaction, user, share, {
      action: "share.reminded",
      detail: { recipients: recipients.map(({ addressId }) => addressId) },
    });
  });
}

const MINUTE_MS = 60_000;
/** How long an unopened share rests before the one reminder that goes by itself. */
const REST_MS: Record<Priority, number> = {
  EMERGENCY: 10 * MINUTE_MS,
  URGENT: 4 * 60 * MINUTE_MS,
  ROUTINE: 48 * 60 * MINUTE_MS,
};
const AT_A_TIME = 500;

/** The scheduled half: one reminder to who was mailed, hasn't opened, and wasn't reminded by the sender. */
export async function remindUnopened(now = new Date()): Promise<void> {
  await workThrough<Waiting>(
    (after) => nextUnopened(now, after),
    (waiting) => db.$transaction((transaction) => remindOnce(transaction, waiting, now)),
  );
}

interface Waiting {
  id: string;
  shareId: string;
}

function nextUnopened(now: Date, after: Waiting | undefined): Promise<Waiting[]> {
  return db.shareRecipient.findMany({
    where: {
      openedAt: null,
      declinedAt: null,
      remindedAt: null,
      mail: "SENT",
      // All that the cases below have in common: what the index is by.
      notifiedAt: { lt: new Date(now.getTime() - Math.min(...Object.values(REST_MS))) },
      share: { state: "SENT", expiresAt: { gt: now } },
      OR: Object.entries(REST_MS).map(([priority, rest]) => ({
        share: { priority: priority as Priority },
        notifiedAt: { lt: new Date(now.getTime() - rest) },
      })),
      ...(after && { id: { gt: after.id } }),
    },
    select: { id: true, shareId: true },
    orderBy: { id: "asc" },
    take: AT_A_TIME,
  });
}

async function remindOnce(transaction: Transaction, { id, shareId }: Waiting, now: Date): Promise<void> {
  const share = await lockShare(transaction, shareId);
  const recipient = await transaction.shareRecipient.findUnique({ where: { id } });
  if (!share || stateNow(share, now) !== "SENT" || !recipient || recipient.remindedAt || recipient.openedAt)
    return;
  await notifyRecipients(transaction, "reminder", [id]);
  await auditShare(transaction, systemContext("job:remind-unopened"), share, {
    action: "share.reminded",
    detail: { recipients: [recipient.addressId] },
  });
}
