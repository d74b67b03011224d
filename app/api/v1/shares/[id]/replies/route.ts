import { apiRoute } from "@/lib/http";
import { replyToShare } from "@/lib/shares";
import { replyOperation } from "@/lib/shares/api";

export const POST = apiRoute(replyOperation, (context, { params, body }) =>
  replyToShare(context, params.id, body),
);
