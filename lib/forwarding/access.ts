import type { Context } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import type { Transfer } from "@/lib/db/generated/client";
import { notFound } from "@/lib/errors";
import { organizationToStore } from "@/lib/studies";

/** The actor's organisation's transfer, locked for a change. @throws ProblemError 404, 403 */
export async function lockTransfer(
  transaction: Transaction,
  context: Context,
  transferId: string,
): Promise<Transfer> {
  const organizationId = organizationToStore(context);
  await transaction.$queryRaw`SELECT id FROM "Transfer" WHERE id = ${transferId}::uuid FOR UPDATE`;
  const transfer = await transaction.transfer.findUnique({ where: { id: transferId } });
  if (transfer?.organizationId !== organizationId) throw notFound();
  return transfer;
}

/** A peer of that organisation. @throws ProblemError 404 */
export async function ownPeer(organizationId: string, peerId: string) {
  const peer = await db.peer.findUnique({
    where: { id: peerId, organizationId },
    select: { id: true, aeTitle: true, description: true },
  });
  if (!peer) throw notFound();
  return { id: peer.id, name: peer.description ? `${peer.aeTitle} (${peer.description})` : peer.aeTitle };
}

/** Who asks, as a transfer remembers it. */
export function requester({ actor }: Context): { requestedById: string | null; requestedByName: string } {
  if (actor.kind === "user") return { requestedById: actor.userId, requestedByName: actor.name };
  const name = actor.kind === "organization" ? actor.organizationName : actor.name;
  return { requestedById: null, requestedByName: name };
}
