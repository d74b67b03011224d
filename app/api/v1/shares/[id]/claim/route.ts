import { apiRoute } from "@/lib/http";
import { claimShare } from "@/lib/shares";
import { claimOperation } from "@/lib/shares/api";

export const POST = apiRoute(claimOperation, (context, { params, body }) =>
  claimShare(context, params.id, body),
);
