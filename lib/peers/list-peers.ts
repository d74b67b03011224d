import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { Peer } from "@/lib/db/generated/client";
import { authorizePeerChange } from "./add-peer";

export async function listPeers(
  context: Context,
  { organizationId }: { organizationId: string },
): Promise<Peer[]> {
  authorizePeerChange(context, organizationId);
  return db.peer.findMany({ where: { organizationId }, orderBy: { aeTitle: "asc" } });
}
