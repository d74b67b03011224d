import { changePeerOperation, removePeerOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";
import { changePeer, removePeer } from "@/lib/peers";

export const PUT = apiRoute(changePeerOperation, async (context, { params, body }) => {
  await changePeer(context, { ...body, peerId: params.peerId });
});

export const DELETE = apiRoute(removePeerOperation, (context, { params }) => removePeer(context, params));
