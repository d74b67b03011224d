import { apiRoute } from "@/lib/http";
import { checkShare } from "@/lib/shares";
import { checkShareOperation } from "@/lib/shares/api";

export const POST = apiRoute(checkShareOperation, (context, { body }) => checkShare(context, body));
