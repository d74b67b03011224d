import { apiRoute } from "@/lib/http";
import { countOpenRequests } from "@/lib/requests";
import { countRequestsOperation } from "@/lib/requests/api";

export const GET = apiRoute(countRequestsOperation, (context) => countOpenRequests(context));
