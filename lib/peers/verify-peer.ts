import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound, ProblemError } from "@/lib/errors";
import { PeerAddressError } from "./allowed-addresses";
import { mayChangePeers, requirePeerChanger } from "./authorize-peers";
import { type OutgoingPeer, openPeer } from "./open-peer";

/** A peer's answer to a test: whether it can be reached, and what went wrong in a code and in its own words. */
export interface PeerVerification {
  isReachable: boolean;
  code: string | null;
  detail: string;
}

/** Calls the peer by its protocol and throws an error with a `code` when that fails. */
export type PeerProbe = (peer: OutgoingPeer, signal: AbortSignal) => Promise<void>;

const LONGEST_MS = 15_000;

/** Tries a peer out: C-ECHO, or a request to its DICOMweb services. @throws ProblemError 404, 403 */
export async function verifyPeer(
  context: Context,
  { peerId }: { peerId: string },
  probe: PeerProbe,
): Promise<PeerVerification> {
  requirePeerChanger(context);
  const known = await db.peer.findUnique({ where: { id: peerId }, select: { organizationId: true } });
  if (!known || !mayChangePeers(context, known.organizationId)) throw notFound();
  const result = await tryOut(peerId, probe);
  await recordAuditAlone(context, {
    eventCode: EventCode.orderOrAdministration,
    action: "peer.verified",
    outcome: result.isReachable ? "SUCCESS" : "FAILURE",
    organizations: [known.organizationId],
    object: { type: "Peer", id: peerId },
    detail: { code: result.code },
  });
  return result;
}

async function tryOut(peerId: string, probe: PeerProbe): Promise<PeerVerification> {
  try {
    const peer = await openPeer(peerId);
    if (!peer) throw notFound();
    await probe(peer, AbortSignal.timeout(LONGEST_MS));
    return { isReachable: true, code: null, detail: "" };
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const code = error instanceof PeerAddressError ? "address_not_allowed" : codeOf(error);
    return { isReachable: false, code, detail: (error as Error).message.slice(0, 300) };
  }
}

function codeOf(error: unknown): string {
  const { name, code } = error as { name?: string; code?: unknown };
  if (name === "TimeoutError" || name === "AbortError") return "timeout";
  return typeof code === "string" ? code.toLowerCase() : "unknown";
}
