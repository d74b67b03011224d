import { verifyPeerOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";
import { verifyPeer } from "@/lib/peers";
import { probePeer } from "@/lib/worker/peer-protocols";

export const POST = apiRoute(verifyPeerOperation, (context, { params }) =>
  verifyPeer(context, params, probePeer),
);
