import { apiRoute } from "@/lib/http";
import { chaseCases } from "@/lib/meetings";
import { chaseOperation } from "@/lib/meetings/api";

export const POST = apiRoute(chaseOperation, (context, { params, body }) =>
  chaseCases(context, params.meeting, body),
);
