import { apiRoute } from "@/lib/http";
import { withdrawCase } from "@/lib/meetings";
import { withdrawCaseOperation } from "@/lib/meetings/api";

export const POST = apiRoute(withdrawCaseOperation, (context, { params, body }) =>
  withdrawCase(context, params.case, body),
);
