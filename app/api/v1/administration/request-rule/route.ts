import { apiRoute } from "@/lib/http";
import { getAutoAnswerRule, setAutoAnswerRule } from "@/lib/requests";
import { getAutoAnswerOperation, setAutoAnswerOperation } from "@/lib/requests/api";

export const GET = apiRoute(getAutoAnswerOperation, (context) => getAutoAnswerRule(context));

export const PUT = apiRoute(setAutoAnswerOperation, (context, { body }) => setAutoAnswerRule(context, body));
