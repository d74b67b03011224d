import { apiRoute } from "@/lib/http";
import { listRequests, sendRequest } from "@/lib/requests";
import { listRequestsOperation, sendRequestOperation } from "@/lib/requests/api";

export const GET = apiRoute(listRequestsOperation, (context, { query: { open, ...query } }) =>
  listRequests(context, { ...query, isOpen: open }),
);

export const POST = apiRoute(sendRequestOperation, (context, { body }) => sendRequest(context, body));
