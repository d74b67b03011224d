import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { mayChangePeers, requirePeerChanger } from "./authorize-peers";

export async function removePeer(context: Context, { peerId }: { peerId: string }): Promise<void> {
  requirePeerChanger(context);
  const peer = await db.peer.findUnique({ where: { id: peerId } });
  // Another organisation's peer is as unknown as none.
  if (!peer || !mayChangePeers(context, peer.organizationId)) throw notFound();
  await db.$transaction(async (transaction) => {
    await transaction.peer.delete({ where: { id: peerId } });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "peer.removed",
      organizations: [peer.organizationId],
      object: { type: "Peer", id: peerId },
      detail: { aeTitle: peer.aeTitle },
    });
  });
}
