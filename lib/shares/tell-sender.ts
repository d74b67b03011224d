import type { Transaction } from "@/lib/db";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { DEFAULT_LOCALE, isLocale } from "@/lib/i18n";
import { log } from "@/lib/log";
import { MailError, renderSenderMail, sendMail } from "@/lib/mail";
import { enqueue } from "@/lib/queue";
import { type SenderNotice, shareSenderNotice } from "./jobs";

/** Queues the mail that tells the sender what happened to a share; ids alone go into the queue. */
export async function tellSender(transaction: Transaction, notice: SenderNotice): Promise<void> {
  await enqueue(transaction, shareSenderNotice, notice);
}

/**
 * Sends it, in the sender's language.
 * @throws MailError when it may succeed later: the queue tries again
 */
export async function deliverSenderNotice(notice: SenderNotice): Promise<void> {
  const share = await db.share.findUnique({
    where: { id: notice.shareId },
    select: { id: true, sender: { select: { id: true, email: true, locale: true, disabledAt: true } } },
  });
  if (!share || share.sender.disabledAt || share.sender.id === notice.authorId) return;
  const about = await findSubject(notice);
  if (!about) return;
  const { email, locale } = share.sender;
  try {
    const content = renderSenderMail({
      kind: notice.kind,
      locale: isLocale(locale) ? locale : DEFAULT_LOCALE,
      ...about,
      url: `${env.BASE_URL}/sent/${share.id}`,
    });
    await sendMail({
      to: email,
      ...content,
      ...(env.MAIL_BOUNCE_ADDRESS && { envelopeFrom: env.MAIL_BOUNCE_ADDRESS }),
    });
  } catch (error) {
    if (!(error instanceof MailError) || !error.isPermanent) throw error;
    // The share's page says all the same what happened; there is nobody else to tell.
    log.warn({ shareId: share.id, answer: error.answer }, "a notice to a sender was refused");
  }
}

async function findSubject({
  authorId,
  recipientId,
}: SenderNotice): Promise<{ name: string; organization: string } | undefined> {
  if (authorId !== undefined) {
    const author = await db.user.findUnique({
      where: { id: authorId },
      select: { name: true, organization: { select: { name: true } } },
    });
    return author ? { name: author.name, organization: author.organization.name } : undefined;
  }
  const recipient = await db.shareRecipient.findUnique({
    where: { id: recipientId ?? "" },
    select: { address: { select: { name: true, organizationName: true } } },
  });
  return recipient
    ? { name: recipient.address.name, organization: recipient.address.organizationName }
    : undefined;
}
