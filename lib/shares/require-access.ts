import type { Context, UserContext } from "@/lib/context";
import type { Prisma, Transaction } from "@/lib/db";
import { forbidden, notFound } from "@/lib/errors";
import { auditableShare } from "./audit-share";
import { addressReadBy } from "./my-addresses";
import { senderSideOf } from "./sender-side";
import { parseId } from "./share-id";
import { refuseWhenOver, stateNow } from "./share-state";

const lockedSelect = {
  id: true,
  organizationId: true,
  senderId: true,
  state: true,
  stateAt: true,
  expiresAt: true,
  isComplete: true,
  createdAt: true,
  closedAt: true,
  priority: true,
  purpose: true,
  ...auditableShare,
} as const satisfies Prisma.ShareSelect;

export type LockedShare = Prisma.ShareGetPayload<{ select: typeof lockedSelect }>;

/** Loads a share for a change; whoever else changes it waits until this transaction ends. */
export async function lockShare(transaction: Transaction, shareId: string): Promise<LockedShare | null> {
  await transaction.$queryRaw`SELECT id FROM "Share" WHERE id = ${shareId}::uuid FOR UPDATE`;
  return transaction.share.findUnique({ where: { id: shareId }, select: lockedSelect });
}

export interface Access {
  user: UserContext;
  share: LockedShare;
  /** Sent by the person, or by a colleague at the same desk. */
  isSender: boolean;
  /** Of the recipients that the person stands for. */
  mine: { id: string; addressId: string }[];
}

/** @throws ProblemError 404 for everybody but the sender and, once it was sent, the recipients */
export async function requireAccess(
  transaction: Transaction,
  context: Context,
  shareId: string,
): Promise<Access> {
  if (context.actor.kind !== "user") throw notFound();
  const user = context as UserContext;
  const share = await lockShare(transaction, parseId(shareId));
  if (!share) throw notFound();
  const isSender = (await senderSideOf(user, [share], transaction)).has(share.id);
  const mine = await transaction.shareRecipient.findMany({
    where: { shareId: share.id, address: addressReadBy(user.actor.userId) },
    select: { id: true, addressId: true },
  });
  if (!isSender && (mine.length === 0 || stateNow(share) === "PREPARING")) throw notFound();
  return { user, share, isSender, mine };
}

/** @throws ProblemError 404 as above, 403 for a recipient, 410 when it is over for that recipient */
export async function requireSender(
  transaction: Transaction,
  context: Context,
  shareId: string,
): Promise<Access> {
  const access = await requireAccess(transaction, context, shareId);
  if (access.isSender) return access;
  refuseWhenOver(access.share);
  throw forbidden("forbidden", "Only the sender of this share can do this.");
}

/** @throws ProblemError 404 as above, 403 for the sender, 410 when it is over */
export async function requireRecipient(
  transaction: Transaction,
  context: Context,
  shareId: string,
): Promise<Access> {
  const access = await requireAccess(transaction, context, shareId);
  if (access.mine.length === 0) throw forbidden("forbidden", "Only a recipient of this share can do this.");
  refuseWhenOver(access.share);
  return access;
}
