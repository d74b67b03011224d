import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { organizationToStore } from "@/lib/studies";

export interface Destination {
  peerId: string;
  aeTitle: string;
  description: string;
  protocol: "DIMSE" | "DICOMWEB";
  asksCommitment: boolean;
  isPreferred: boolean;
}

/** The peers of the actor's organisation that studies can be sent on to, preferred ones first; no addresses. @throws ProblemError 403 */
export async function listDestinations(context: Context): Promise<Destination[]> {
  const peers = await db.peer.findMany({
    where: { organizationId: organizationToStore(context) },
    orderBy: [{ isPreferred: "desc" }, { aeTitle: "asc" }],
    select: {
      id: true,
      aeTitle: true,
      description: true,
      protocol: true,
      asksCommitment: true,
      isPreferred: true,
    },
  });
  return peers.map(({ id, ...peer }) => ({ peerId: id, ...peer }));
}
