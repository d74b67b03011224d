import type { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { Peer } from "@/lib/db/generated/client";
import { notFound } from "@/lib/errors";
import { AddPeerInput, takenOr, whereItIs } from "./add-peer";
import { mayChangePeers, requirePeerChanger } from "./authorize-peers";
import { sealCredential } from "./credential";

export const ChangePeerInput = AddPeerInput.omit({ organizationId: true });
export type ChangePeerInput = z.input<typeof ChangePeerInput>;

/**
 * Changes a registered peer as a whole. Its credential stays where nothing else is given and its DICOMweb address
 * stays: a secret isn't shown to another address than the one it was given for.
 * @throws ProblemError 404, 409 `ae_title_taken`, 422 `address_not_allowed`, `invalid_input`
 */
export async function changePeer(
  context: Context,
  { peerId, ...input }: ChangePeerInput & { peerId: string },
): Promise<Peer> {
  requirePeerChanger(context);
  const before = await db.peer.findUnique({ where: { id: peerId } });
  if (!before || !mayChangePeers(context, before.organizationId)) throw notFound();
  const { stowBearer, stowUser, stowPassword, ...given } = ChangePeerInput.parse(input);
  const place = await whereItIs({ ...given, organizationId: before.organizationId });
  const credential = sealCredential(place.stowUrl, { stowBearer, stowUser, stowPassword });
  const kept = place.stowUrl !== "" && place.stowUrl === before.stowUrl ? before.stowCredential : null;
  try {
    return await db.$transaction(async (transaction) => {
      const peer = await transaction.peer.update({
        where: { id: peerId },
        data: { ...given, ...place, stowCredential: credential ?? kept },
      });
      await recordAudit(transaction, context, {
        eventCode: EventCode.orderOrAdministration,
        action: "peer.changed",
        organizations: [peer.organizationId],
        object: { type: "Peer", id: peerId },
        detail: {
          aeTitle: peer.aeTitle,
          host: peer.host,
          port: peer.port,
          protocol: peer.protocol,
          before: `${before.aeTitle} ${before.host}:${before.port} ${before.protocol}`,
          hasNewCredential: credential !== null,
        },
      });
      return peer;
    });
  } catch (error) {
    throw takenOr(error);
  }
}
