import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { forbidden } from "@/lib/errors";
import { readBounce, withoutAddresses } from "@/lib/mail";
import { groundOf } from "./audit-share";
import { linkIdOfBounce } from "./bounce-address";
import { announceShare } from "./follow";
import { tellSender } from "./tell-sender";

export type BounceOutcome =
  /** The sender sees that the mail failed, and why. */
  | "recorded"
  /** It belongs to a mail of ours that no longer matters: reported before, or another mail got through. */
  | "superseded"
  /** Not a report of a failure, or of no mail of ours. */
  | "ignored";

/**
 * Takes in a delivery status notification that the mail server passes on: the mail that a server had accepted did
 * not arrive after all. Its link dies: the report has been in other hands, and nobody else had it.
 * `sentTo` is the address that it came to, where the mail server tells.
 * @throws ProblemError 403 for everybody but the installation itself
 */
export async function recordBounce(
  context: Context,
  { raw, sentTo }: { raw: Uint8Array; sentTo?: string | undefined },
): Promise<BounceOutcome> {
  if (context.actor.kind !== "system")
    throw forbidden("forbidden", "Only the installation takes in bounces.");
  const report = await readBounce(raw);
  const failure = report.recipients.find(({ action }) => action === "failed");
  const linkId = [...(sentTo ? [sentTo] : []), ...report.sentTo]
    .map(linkIdOfBounce)
    .find((id) => id !== undefined);
  if (!failure || linkId === undefined) return "ignored";
  const answer = withoutAddresses(failure.diagnostic || failure.status) || "undeliverable";

  return db.$transaction(async (transaction): Promise<BounceOutcome> => {
    const link = await transaction.shareLink.findUnique({
      where: { id: linkId },
      include: { recipient: { include: { share: true, address: { select: { organizationId: true } } } } },
    });
    if (!link) return "superseded";
    await transaction.shareLink.delete({ where: { id: link.id } });
    const { recipient } = link;
    // Of the last mails to this recipient another arrived, as far as anybody knows.
    const since = recipient.remindedAt ?? new Date(0);
    const others = await transaction.shareLink.count({
      where: { recipientId: recipient.id, createdAt: { gte: since } },
    });
    if (others > 0 || link.createdAt < since || recipient.openedAt) return "superseded";
    const { count } = await transaction.shareRecipient.updateMany({
      where: { id: recipient.id, mail: "SENT" },
      data: { mail: "FAILED", mailError: answer },
    });
    if (count === 0) return "superseded";
    await tellSender(transaction, {
      kind: "undelivered",
      shareId: recipient.shareId,
      recipientId: recipient.id,
    });
    await recordAudit(transaction, context, {
      eventCode: EventCode.applicationActivity,
      action: "share.mail-bounced",
      outcome: "FAILURE",
      organizations: [recipient.share.organizationId, recipient.address.organizationId],
      object: { type: "share", id: recipient.shareId },
      ground: groundOf(recipient.share),
      purpose: recipient.share.purpose,
      detail: { recipientId: recipient.id, answer },
    });
    await announceShare(transaction, recipient.shareId);
    return "recorded";
  });
}
