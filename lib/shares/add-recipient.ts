import type { Context, UserContext } from "@/lib/context";
import type { Transaction } from "@/lib/db";
import { unprocessable } from "@/lib/errors";
import { auditShare } from "./audit-share";
import { changeShare } from "./change-share";
import { askToActivate, findRecipients } from "./find-recipients";
import { notifyRecipients } from "./notify-recipients";
import { type LockedShare, requireRecipient, requireSender } from "./require-access";
import { MOST_RECIPIENTS, type Share } from "./schemas";
import { refuseWhenOver, stateNow } from "./share-state";

/** The sender adds a recipient; one who is there already changes nothing. @throws ProblemError as `sendShare` */
export function addRecipient(
  context: Context,
  shareId: string,
  input: { addressId: string },
): Promise<Share> {
  return changeShare(context, shareId, "share.recipient-added", async (transaction) => {
    const { user, share } = await requireSender(transaction, context, shareId);
    refuseWhenOver(share);
    await add(transaction, user, share, input.addressId, "share.recipient-added");
  });
}

/**
 * A recipient passes the share on inside the own organisation; the ground stays the sender's.
 * @throws ProblemError 422 `other_organization` for an address elsewhere: that is a new sending, by its holder
 */
export function forwardShare(
  context: Context,
  shareId: string,
  input: { addressId: string },
): Promise<Share> {
  return changeShare(context, shareId, "share.forwarded", async (transaction) => {
    const { user, share } = await requireRecipient(transaction, context, shareId);
    await add(transaction, user, share, input.addressId, "share.forwarded");
  });
}

async function add(
  transaction: Transaction,
  user: UserContext,
  share: LockedShare,
  addressId: string,
  action: "share.recipient-added" | "share.forwarded",
): Promise<void> {
  const isForwarded = action === "share.forwarded";
  const [address] = await findRecipients(transaction, [addressId]);
  if (!address) throw unprocessable("unknown_address", "The address book has no such address.");
  if (isForwarded && address.organizationId !== user.actor.organizationId)
    throw unprocessable("other_organization", "A share can be forwarded inside the own organisation only.");
  const where = { shareId_addressId: { shareId: share.id, addressId: address.id } };
  if (await transaction.shareRecipient.findUnique({ where, select: { id: true } })) return;
  if (share.recipients.length >= MOST_RECIPIENTS)
    throw unprocessable("too_many_recipients", `A share has at most ${MOST_RECIPIENTS} recipients.`);
  const { id } = await transaction.shareRecipient.create({
    data: {
      shareId: share.id,
      addressId: address.id,
      forwardedById: isForwarded ? user.actor.userId : null,
    },
    select: { id: true },
  });
  await askToActivate(transaction, [address]);
  if (stateNow(share) === "SENT") await notifyRecipients(transaction, "notification", [id]);
  const recipients = [...share.recipients, { address }];
  await auditShare(
    transaction,
    user,
    { ...share, recipients },
    { action, detail: { addressId: address.id } },
  );
}
