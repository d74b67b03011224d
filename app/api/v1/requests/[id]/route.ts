import { apiRoute } from "@/lib/http";
import { getRequest } from "@/lib/requests";
import { getRequestOperation } from "@/lib/requests/api";

export const GET = apiRoute(getRequestOperation, (context, { params }) => getRequest(context, params.id));
