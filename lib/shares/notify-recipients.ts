import type { Transaction } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import { shareNotification, shareReminder } from "./jobs";

/**
 * Queues the mails of some recipients: one to each account that reads a practitioner's address, one to a
 * mailbox, and one to the address itself where nobody has an account yet.
 */
export async function notifyRecipients(
  transaction: Transaction,
  kind: "notification" | "reminder",
  recipientIds: string[],
): Promise<void> {
  const recipients = await transaction.shareRecipient.findMany({
    where: { id: { in: recipientIds } },
    select: {
      id: true,
      address: {
        select: {
          kind: true,
          accounts: { where: { user: { disabledAt: null } }, select: { userId: true } },
        },
      },
    },
  });
  await transaction.shareRecipient.updateMany({
    where: { id: { in: recipientIds } },
    data: { mail: "QUEUED", mailError: null, ...(kind === "reminder" && { remindedAt: new Date() }) },
  });
  const job = kind === "reminder" ? shareReminder : shareNotification;
  for (const { id: recipientId, address } of recipients) {
    const accounts = address.kind === "PRACTITIONER" ? address.accounts : [];
    if (accounts.length === 0) await enqueue(transaction, job, { recipientId });
    for (const { userId } of accounts) await enqueue(transaction, job, { recipientId, userId });
  }
}
