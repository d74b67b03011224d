import { apiRoute } from "@/lib/http";
import { markPathology } from "@/lib/meetings";
import { markPathologyOperation } from "@/lib/meetings/api";

export const PUT = apiRoute(markPathologyOperation, (context, { params, body }) =>
  markPathology(context, params.case, params.document, body),
);
