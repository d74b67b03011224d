import { apiRoute } from "@/lib/http";
import { forwardShare } from "@/lib/shares";
import { forwardOperation } from "@/lib/shares/api";

export const POST = apiRoute(forwardOperation, (context, { params, body }) =>
  forwardShare(context, params.id, body),
);
