import { apiRoute } from "@/lib/http";
import { withdrawRequest } from "@/lib/requests";
import { withdrawRequestOperation } from "@/lib/requests/api";

export const POST = apiRoute(withdrawRequestOperation, (context, { params }) =>
  withdrawRequest(context, params.id),
);
