import { apiRoute } from "@/lib/http";
import { orderCases } from "@/lib/meetings";
import { orderCasesOperation } from "@/lib/meetings/api";

export const PUT = apiRoute(orderCasesOperation, (context, { params, body }) =>
  orderCases(context, params.meeting, body),
);
