import type { AdmittedPeer } from "./admitted-peer";
import { findRetrieval } from "./instances-to-retrieve";
import { queryLevelOf } from "./query-level";
import { readIdentifier } from "./read-identifier";
import { sendInstance } from "./send-instance";
import { retrieved, SubOperations } from "./sub-operations";
import type { AcceptedContext, Association, IncomingRequest } from "./upper-layer/association";

/** C-GET (PS3.4 C.4.3): studies of the peer's organisation go back to the peer over the association it asked on. */
export async function answerGet(
  request: IncomingRequest,
  association: Association,
  peer: AdmittedPeer,
): Promise<void> {
  const { organizationId, aeTitle = "" } = peer.context.actor;
  const identifier = await readIdentifier(request);
  const { level } = queryLevelOf(identifier, request.context.abstractSyntax);
  const retrieval = await findRetrieval(organizationId, level, identifier);
  const operations = new SubOperations(request, retrieval.count);
  const contexts = contextsToStoreOn(association);
  const detail = { service: "C-GET", destination: aeTitle };
  for await (const instance of retrieved(retrieval, peer, detail, request.signal)) {
    const { status } = await sendInstance(association, instance, { contexts });
    await operations.note(instance.sopInstanceUid, status);
  }
  await operations.finish();
}

/** Contexts of the SOP classes for which the requestor took the role of SCP (PS3.7 D.3.3.4). */
function contextsToStoreOn({ agreement: { accepted, roles } }: Association): Map<number, AcceptedContext> {
  const classes = new Set(roles.filter(({ isScp }) => isScp).map(({ sopClassUid }) => sopClassUid));
  return new Map([...accepted].filter(([, { abstractSyntax }]) => classes.has(abstractSyntax)));
}
