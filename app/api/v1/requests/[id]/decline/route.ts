import { apiRoute } from "@/lib/http";
import { declineRequest } from "@/lib/requests";
import { declineRequestOperation } from "@/lib/requests/api";

export const POST = apiRoute(declineRequestOperation, (context, { params, body }) =>
  declineRequest(context, params.id, body),
);
