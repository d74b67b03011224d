import { apiRoute } from "@/lib/http";
import { declineShare } from "@/lib/shares";
import { declineOperation } from "@/lib/shares/api";

export const POST = apiRoute(declineOperation, (context, { params, body }) =>
  declineShare(context, params.id, body),
);
