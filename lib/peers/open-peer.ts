import { db } from "@/lib/db";
import type { Peer } from "@/lib/db/generated/client";
import { checkedAddress } from "./allowed-addresses";
import { openCredential } from "./credential";

/** A peer as a protocol calls it: `address` is the one to connect to, `host` only its name (TLS, Host header). */
export interface OutgoingPeer {
  id: string;
  organizationId: string;
  protocol: Peer["protocol"];
  aeTitle: string;
  host: string;
  address: string;
  port: number;
  usesTls: boolean;
  asksCommitment: boolean;
  isPreferred: boolean;
  /** Without a slash at the end; empty for DIMSE. */
  stowUrl: string;
  /** Authorization header for `stowUrl`. */
  authorization?: string;
}

/** @throws PeerAddressError when its host can't be found or isn't allowed; undefined when it was removed */
export async function openPeer(peerId: string): Promise<OutgoingPeer | undefined> {
  const peer = await db.peer.findUnique({ where: { id: peerId } });
  if (!peer) return undefined;
  const { createdAt: _createdAt, description: _description, stowCredential: _sealed, ...called } = peer;
  // The DICOMweb services may be on another host than the one that calls us by DIMSE.
  const host =
    peer.protocol === "DICOMWEB" ? new URL(peer.stowUrl).hostname.replace(/^\[|\]$/g, "") : peer.host;
  const authorization = openCredential(peer);
  return {
    ...called,
    host,
    address: await checkedAddress(host),
    ...(authorization !== undefined && { authorization }),
  };
}
