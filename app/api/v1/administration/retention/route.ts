import { apiRoute } from "@/lib/http";
import { getRetention, setRetentionRule } from "@/lib/retention";
import { getRetentionOperation, setRetentionRuleOperation } from "@/lib/retention/api";

export const GET = apiRoute(getRetentionOperation, (context) => getRetention(context));
export const PUT = apiRoute(setRetentionRuleOperation, (context, { body }) =>
  setRetentionRule(context, body),
);
