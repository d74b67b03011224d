import { apiRoute } from "@/lib/http";
import { saveOpinion } from "@/lib/meetings";
import { opinionOperation } from "@/lib/meetings/api";

export const PUT = apiRoute(opinionOperation, (context, { params, body }) =>
  saveOpinion(context, params.case, body),
);
