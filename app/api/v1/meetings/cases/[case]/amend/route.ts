import { apiRoute } from "@/lib/http";
import { amendOutcome, dropAmendment } from "@/lib/meetings";
import { amendOutcomeOperation, dropAmendmentOperation } from "@/lib/meetings/api";

export const POST = apiRoute(amendOutcomeOperation, (context, { params, body }) =>
  amendOutcome(context, params.case, body),
);

export const DELETE = apiRoute(dropAmendmentOperation, (context, { params }) =>
  dropAmendment(context, params.case),
);
