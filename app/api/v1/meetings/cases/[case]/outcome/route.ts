import { apiRoute } from "@/lib/http";
import { saveOutcome } from "@/lib/meetings";
import { outcomeOperation } from "@/lib/meetings/api";

export const PUT = apiRoute(outcomeOperation, (context, { params, body }) =>
  saveOutcome(context, params.case, body),
);
