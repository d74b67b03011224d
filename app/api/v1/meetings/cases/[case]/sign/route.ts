import { apiRoute } from "@/lib/http";
import { signOutcome } from "@/lib/meetings";
import { signOutcomeOperation } from "@/lib/meetings/api";

export const POST = apiRoute(signOutcomeOperation, (context, { params, body }) =>
  signOutcome(context, params.case, body),
);
