import { apiRoute } from "@/lib/http";
import { presentCase } from "@/lib/meetings";
import { presentCaseOperation } from "@/lib/meetings/api";

export const PUT = apiRoute(presentCaseOperation, (context, { params, body }) =>
  presentCase(context, params.meeting, body),
);
