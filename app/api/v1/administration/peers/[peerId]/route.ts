import { removePeerOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";
import { removePeer } from "@/lib/peers";

export const DELETE = apiRoute(removePeerOperation, (context, { params }) => removePeer(context, params));
