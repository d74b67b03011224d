import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { authorizePeerChange } from "./add-peer";

export async function removePeer(context: Context, { peerId }: { peerId: string }): Promise<void> {
  const peer = await db.peer.findUnique({ where: { id: peerId } });
  if (!peer) throw notFound();
  authorizePeerChange(context, peer.organizationId);
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
