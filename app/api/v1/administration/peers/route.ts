import { addPeerOperation, listPeersOperation } from "@/lib/administration/api";
import { organizationOf } from "@/lib/context";
import { env } from "@/lib/env";
import { apiRoute } from "@/lib/http";
import { addPeer, listPeers } from "@/lib/peers";

export const GET = apiRoute(listPeersOperation, async (context) => {
  const peers = await listPeers(context, { organizationId: organizationOf(context) });
  return {
    items: peers.map(({ id, organizationId: _organizationId, ...peer }) => ({ peerId: id, ...peer })),
    calledAeTitle: env.DICOM_AE_TITLE,
    port: env.DICOM_PORT,
  };
});

export const POST = apiRoute(addPeerOperation, async (context, { body }) => {
  const { id } = await addPeer(context, { ...body, organizationId: organizationOf(context) });
  return { peerId: id };
});
