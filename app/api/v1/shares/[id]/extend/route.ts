import { apiRoute } from "@/lib/http";
import { extendShare } from "@/lib/shares";
import { extendShareOperation } from "@/lib/shares/api";

export const POST = apiRoute(extendShareOperation, (context, { params, body }) =>
  extendShare(context, params.id, body),
);
