import { apiRoute } from "@/lib/http";
import { lookAtCase } from "@/lib/meetings";
import { lookOperation } from "@/lib/meetings/api";

export const PUT = apiRoute(lookOperation, (context, { params, body }) =>
  lookAtCase(context, params.case, body),
);
