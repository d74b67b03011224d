import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { Peer } from "@/lib/db/generated/client";
import { authorizePeerChange } from "./authorize-peers";

/** A peer as its administrator sees it: that it has a credential, never which. */
export type PeerView = Omit<Peer, "stowCredential"> & { hasCredential: boolean };

export async function listPeers(
  context: Context,
  { organizationId }: { organizationId: string },
): Promise<PeerView[]> {
  authorizePeerChange(context, organizationId);
  const peers = await db.peer.findMany({ where: { organizationId }, orderBy: { aeTitle: "asc" } });
  return peers.map(({ stowCredential, ...peer }) => ({ ...peer, hasCredential: stowCredential !== null }));
}
