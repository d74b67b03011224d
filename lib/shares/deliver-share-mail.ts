import { EventCode, recordAudit } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, type Prisma, type Transaction } from "@/lib/db";
import { env } from "@/lib/env";
import { DEFAULT_LOCALE, isLocale, type Locale } from "@/lib/i18n";
import { MailError, renderShareMail, sendMail } from "@/lib/mail";
import { groundOf } from "./audit-share";
import { bounceAddressOf } from "./bounce-address";
import { announceShare } from "./follow";
import type { OneMail } from "./jobs";
import { makeLinkToken } from "./link-token";
import { stateNow } from "./share-state";
import { tellSender } from "./tell-sender";

const GIVE_UP_AFTER_MS = 48 * 3_600_000;

const forMail = {
  share: { include: { sender: { select: { name: true, organization: { select: { name: true } } } } } },
  address: {
    select: { organizationId: true, email: true, healthcareService: { select: { email: true } } },
  },
} as const satisfies Prisma.ShareRecipientInclude;

type Recipient = Prisma.ShareRecipientGetPayload<{ include: typeof forMail }>;

export const deliverShareNotification = (payload: OneMail) => deliver("notification", payload);
export const deliverShareReminder = (payload: OneMail) => deliver("reminder", payload);

/**
 * Renders one mail with a link of its own, and sends it. The token is made here and kept nowhere else.
 * @throws MailError when it may succeed later: the queue tries again
 */
async function deliver(kind: "notification" | "reminder", { recipientId, userId }: OneMail): Promise<void> {
  const recipient = await db.shareRecipient.findUnique({ where: { id: recipientId }, include: forMail });
  // Revoked, expired, declined or opened while it waited: there is nothing left to say.
  if (!recipient || stateNow(recipient.share) !== "SENT" || recipient.state === "DECLINED") return;
  if (kind === "reminder" && recipient.openedAt) return;

  const reader = await findReader(recipient, userId);
  if (!reader) return giveUp(recipient, "no e-mail address");

  const { token, tokenHash } = makeLinkToken();
  const link = await db.shareLink.create({ data: { recipientId, tokenHash } });
  try {
    const { share } = recipient;
    const content = renderShareMail({
      kind,
      locale: reader.locale,
      senderName: share.sender.name,
      senderOrganization: share.sender.organization.name,
      isEmergency: share.priority === "EMERGENCY",
      expiresAt: share.expiresAt,
      url: `${env.BASE_URL}/s/${token}`,
    });
    const envelopeFrom = bounceAddressOf(link.id);
    await sendMail({ to: reader.email, ...content, ...(envelopeFrom && { envelopeFrom }) });
  } catch (error) {
    await db.shareLink.delete({ where: { id: link.id } });
    const failure = error instanceof MailError ? error : new MailError(false, "the mail could not be made");
    if (failure.isPermanent || Date.now() - queuedAt(recipient) > GIVE_UP_AFTER_MS)
      return giveUp(recipient, failure.answer);
    await db.shareRecipient.updateMany({
      where: { id: recipientId, mail: "QUEUED" },
      data: { mailError: failure.answer },
    });
    throw failure;
  }
  await db.$transaction(async (transaction) => {
    await transaction.shareRecipient.update({
      where: { id: recipientId },
      data: { mail: "SENT", mailError: null },
    });
    await transaction.shareRecipient.updateMany({
      where: { id: recipientId, notifiedAt: null },
      data: { notifiedAt: new Date() },
    });
    await transaction.shareRecipient.updateMany({
      where: { id: recipientId, state: "WAITING" },
      data: { state: "NOTIFIED" },
    });
    await audit(transaction, recipient, kind === "reminder" ? "share.reminder-mailed" : "share.notified");
  });
}

async function findReader(
  recipient: Recipient,
  userId: string | undefined,
): Promise<{ email: string; locale: Locale } | undefined> {
  if (userId !== undefined) {
    const user = await db.user.findFirst({
      where: { id: userId, disabledAt: null },
      select: { email: true, locale: true },
    });
    if (user) return { email: user.email, locale: isLocale(user.locale) ? user.locale : DEFAULT_LOCALE };
  }
  const email = recipient.address.healthcareService?.email || recipient.address.email;
  return email ? { email, locale: DEFAULT_LOCALE } : undefined;
}

function queuedAt({ createdAt, remindedAt, share }: Recipient): number {
  return Math.max(createdAt.getTime(), remindedAt?.getTime() ?? 0, share.stateAt.getTime());
}

async function giveUp(recipient: Recipient, answer: string): Promise<void> {
  await db.$transaction(async (transaction) => {
    // Another account of the same address may have had its mail.
    const { count } = await transaction.shareRecipient.updateMany({
      where: { id: recipient.id, mail: "QUEUED" },
      data: { mail: "FAILED", mailError: answer },
    });
    // Once: the sender is told of the recipient, not of each account.
    if (count > 0)
      await tellSender(transaction, {
        kind: "undelivered",
        shareId: recipient.share.id,
        recipientId: recipient.id,
      });
    await audit(transaction, recipient, "share.notified", answer);
  });
}

async function audit(
  transaction: Transaction,
  recipient: Recipient,
  action: string,
  answer?: string,
): Promise<void> {
  const { share } = recipient;
  await recordAudit(transaction, systemContext("job:share-mail"), {
    eventCode: EventCode.applicationActivity,
    action,
    outcome: answer === undefined ? "SUCCESS" : "FAILURE",
    organizations: [share.organizationId, recipient.address.organizationId],
    object: { type: "share", id: share.id },
    ground: groundOf(share),
    purpose: share.purpose,
    detail: { recipientId: recipient.id, ...(answer !== undefined && { answer }) },
  });
  await announceShare(transaction, share.id);
}
