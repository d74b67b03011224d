import { apiRoute } from "@/lib/http";
import { submitCase } from "@/lib/meetings";
import { submitCaseOperation } from "@/lib/meetings/api";

export const POST = apiRoute(submitCaseOperation, (context, { params, body }) =>
  submitCase(context, params.meeting, body),
);
