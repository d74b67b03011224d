import { apiRoute } from "@/lib/http";
import { getShare } from "@/lib/shares";
import { getShareOperation } from "@/lib/shares/api";

export const GET = apiRoute(getShareOperation, (context, { params }) => getShare(context, params.id));
