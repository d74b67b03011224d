import { type Context, requireUser } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { announce, type Topic } from "@/lib/live";
import { addressReadBy } from "./my-addresses";
import { sendersOfSide, sentFromSideOf } from "./sender-side";
import { isUuid } from "./share-id";

/** `share:{id}`: its sender's side, and the recipients while it is open to them. */
export async function followShare(context: Context, id: string): Promise<Topic[] | undefined> {
  const user = requireUser(context);
  if (!isUuid(id)) return undefined;
  const found = await db.share.count({
    where: {
      id,
      OR: [
        sentFromSideOf(user),
        {
          state: "SENT",
          expiresAt: { gt: new Date() },
          recipients: { some: { address: addressReadBy(user.actor.userId) } },
        },
      ],
    },
  });
  return found > 0 ? [`share:${id}`] : undefined;
}

/** `inbox:me`: every address whose post the person reads. */
export async function followInbox(context: Context, id: string): Promise<Topic[] | undefined> {
  if (id !== "me") return undefined;
  const { userId } = requireUser(context).actor;
  const addresses = await db.address.findMany({ where: addressReadBy(userId), select: { id: true } });
  return addresses.map((address): Topic => `inbox:${address.id}`);
}

/** `sent:me`: what the person sent, and colleagues at the same desk. */
export async function followSent(context: Context, id: string): Promise<Topic[] | undefined> {
  if (id !== "me") return undefined;
  const senders = await sendersOfSide(requireUser(context));
  return senders.map((senderId): Topic => `sent:${senderId}`);
}

export type ShareHappening = "changed" | "emergency" | "grew";

/** Tells the open pages of a share, of its recipients' inboxes and of its sender's list. */
export async function announceShare(
  transaction: Transaction,
  shareId: string,
  kind: ShareHappening = "changed",
): Promise<void> {
  const share = await transaction.share.findUnique({
    where: { id: shareId },
    select: { senderId: true, state: true, recipients: { select: { addressId: true } } },
  });
  if (!share) return;
  const inboxes = share.state === "PREPARING" ? [] : share.recipients.map(({ addressId }) => addressId);
  await announce(
    transaction,
    { topic: `share:${shareId}`, kind, shareId },
    { topic: `sent:${share.senderId}`, kind, shareId },
    ...inboxes.map((addressId) => ({ topic: `inbox:${addressId}` as const, kind, shareId })),
  );
}
