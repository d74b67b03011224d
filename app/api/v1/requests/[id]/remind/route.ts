import { apiRoute } from "@/lib/http";
import { remindRequest } from "@/lib/requests";
import { remindRequestOperation } from "@/lib/requests/api";

export const POST = apiRoute(remindRequestOperation, (context, { params }) =>
  remindRequest(context, params.id),
);
