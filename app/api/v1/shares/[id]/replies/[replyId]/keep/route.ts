import { apiRoute } from "@/lib/http";
import { keepAnswer } from "@/lib/shares";
import { keepAnswerOperation } from "@/lib/shares/api";

export const POST = apiRoute(keepAnswerOperation, (context, { params }) =>
  keepAnswer(context, params.id, params),
);
