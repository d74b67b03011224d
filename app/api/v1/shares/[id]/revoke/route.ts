import { apiRoute } from "@/lib/http";
import { revokeShare } from "@/lib/shares";
import { revokeShareOperation } from "@/lib/shares/api";

export const POST = apiRoute(revokeShareOperation, (context, { params }) => revokeShare(context, params.id));
