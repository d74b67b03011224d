import { apiRoute } from "@/lib/http";
import { keepStudy } from "@/lib/retention";
import { keepStudyOperation } from "@/lib/retention/api";

export const PUT = apiRoute(keepStudyOperation, (context, { params, body }) =>
  keepStudy(context, { ...params, ...body }),
);
