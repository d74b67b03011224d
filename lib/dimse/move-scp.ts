import { db } from "@/lib/db";
import { openPeer, PeerAddressError } from "@/lib/peers";
import type { AdmittedPeer } from "./admitted-peer";
import { findRetrieval } from "./instances-to-retrieve";
import { queryLevelOf } from "./query-level";
import { readIdentifier } from "./read-identifier";
import { RequestRefusal } from "./request-refusal";
import { Status } from "./status";
import { storeToPeer } from "./store-scu";
import { retrieved, SubOperations } from "./sub-operations";
import type { IncomingRequest } from "./upper-layer/association";
import { AssociationError } from "./upper-layer/association-error";
import type { PeerAddress } from "./upper-layer/request-association";

/** C-MOVE (PS3.4 C.4.2): sends studies of the peer's organisation to a registered peer of that organisation. */
export async function answerMove(request: IncomingRequest, peer: AdmittedPeer): Promise<void> {
  const { actor } = peer.context;
  const identifier = await readIdentifier(request);
  const { level } = queryLevelOf(identifier, request.context.abstractSyntax);
  const { moveDestination: aeTitle = "", messageId = 0 } = request.command;
  const destination = await destinationOf(actor.organizationId, aeTitle);
  const retrieval = await findRetrieval(actor.organizationId, level, identifier);
  const operations = new SubOperations(request, retrieval.count);
  const detail = { service: "C-MOVE", destination: aeTitle };
  try {
    await storeToPeer(
      destination,
      retrieved(retrieval, peer, detail, request.signal),
      async (sopInstanceUid, { status }) => {
        await operations.note(sopInstanceUid, status);
        if (request.signal.aborted) throw new CancelledError();
      },
      undefined,
      { aeTitle: actor.aeTitle ?? "", messageId },
    );
  } catch (error) {
    if (error instanceof AssociationError) return operations.finish(error.message);
    if (!(error instanceof CancelledError)) throw error;
  }
  await operations.finish();
}

class CancelledError extends Error {}

/** @throws RequestRefusal A801 also for a peer of another organisation: nobody else's titles are told */
async function destinationOf(organizationId: string, aeTitle: string): Promise<PeerAddress> {
  const known = await db.peer.findFirst({
    where: { organizationId, aeTitle, protocol: "DIMSE" },
    select: { id: true },
  });
  const unknown = new RequestRefusal(Status.moveDestinationUnknown, "the move destination is not known");
  if (!known) throw unknown;
  try {
    const peer = await openPeer(known.id);
    if (!peer) throw unknown;
    return { ...peer, tls: peer.usesTls };
  } catch (error) {
    if (error instanceof PeerAddressError)
      throw new RequestRefusal(Status.cannotPerformSubOperations, "the destination's host can't be found");
    throw error;
  }
}
