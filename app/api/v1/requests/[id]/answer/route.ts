import { apiRoute } from "@/lib/http";
import { answerRequest } from "@/lib/requests";
import { answerRequestOperation } from "@/lib/requests/api";

export const POST = apiRoute(answerRequestOperation, (context, { params, body }) =>
  answerRequest(context, params.id, body),
);
