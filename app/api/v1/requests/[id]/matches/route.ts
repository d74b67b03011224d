import { apiRoute } from "@/lib/http";
import { getMatches } from "@/lib/requests";
import { getMatchesOperation } from "@/lib/requests/api";

export const GET = apiRoute(getMatchesOperation, (context, { params }) => getMatches(context, params.id));
