import { db, type Transaction } from "@/lib/db";
import { env } from "@/lib/env";
import { DEFAULT_LOCALE, isLocale, type Locale } from "@/lib/i18n";
import { log } from "@/lib/log";
import { MailError, renderRequestMail, sendMail } from "@/lib/mail";
import { enqueue } from "@/lib/queue";
import { type RequestMail, requestMail } from "./jobs";

/** Queues a mail to whoever reads an address: each account of a practitioner's, a mailbox once. */
export async function mailAddress(
  transaction: Transaction,
  requestId: string,
  kind: "asked" | "reminder" | "escalated",
  addressId: string,
): Promise<void> {
  const address = await transaction.address.findUniqueOrThrow({
    where: { id: addressId },
    select: { kind: true, accounts: { where: { user: { disabledAt: null } }, select: { userId: true } } },
  });
  const accounts = address.kind === "PRACTITIONER" ? address.accounts : [];
  if (accounts.length === 0) await enqueue(transaction, requestMail, { requestId, kind, addressId });
  for (const { userId } of accounts)
    await enqueue(transaction, requestMail, { requestId, kind, addressId, userId });
}

/** Queues a mail to who asked. */
export async function mailRequester(
  transaction: Transaction,
  request: { id: string; requesterId: string },
  kind: "declined" | "overdue",
): Promise<void> {
  await enqueue(transaction, requestMail, { requestId: request.id, kind, userId: request.requesterId });
}

/**
 * Sends it: who asks or answers, and a link that opens nothing without sign-in. Nothing about the patient or what is
 * asked for.
 * @throws MailError when it may succeed later: the queue tries again
 */
export async function deliverRequestMail({ requestId, kind, addressId, userId }: RequestMail): Promise<void> {
  const request = await db.imageRequest.findUnique({
    where: { id: requestId },
    select: {
      id: true,
      state: true,
      ground: true,
      priority: true,
      requester: { select: { name: true } },
      organization: { select: { name: true } },
      address: { select: { name: true, organizationName: true } },
    },
  });
  if (!request) return;
  const isToHolder = addressId !== undefined;
  // Answered, declined or withdrawn while it waited: there is nothing left to say.
  if (request.state !== (kind === "declined" ? "DECLINED" : "OPEN")) return;
  const reader = await findReader(addressId, userId);
  if (!reader) return log.warn({ requestId }, "nobody to mail about a request: no e-mail address");
  const about = isToHolder
    ? { name: request.requester.name, organization: request.organization.name }
    : { name: request.address.name, organization: request.address.organizationName };
  try {
    await sendMail({
      to: reader.email,
      ...renderRequestMail({
        kind,
        locale: reader.locale,
        ...about,
        isEmergency: request.priority === "EMERGENCY" || request.ground === "EMERGENCY",
        url: `${env.BASE_URL}/requests/${request.id}`,
      }),
    });
  } catch (error) {
    if (!(error instanceof MailError) || !error.isPermanent) throw error;
    log.warn({ requestId, answer: error.answer }, "a mail about a request was refused");
  }
}

async function findReader(
  addressId: string | undefined,
  userId: string | undefined,
): Promise<{ email: string; locale: Locale } | undefined> {
  if (userId !== undefined) {
    const user = await db.user.findFirst({
      where: { id: userId, disabledAt: null },
      select: { email: true, locale: true },
    });
    if (user) return { email: user.email, locale: isLocale(user.locale) ? user.locale : DEFAULT_LOCALE };
  }
  if (addressId === undefined) return undefined;
  const address = await db.address.findUnique({
    where: { id: addressId },
    select: { email: true, healthcareService: { select: { email: true } } },
  });
  const email = address?.healthcareService?.email || address?.email;
  return email ? { email, locale: DEFAULT_LOCALE } : undefined;
}
