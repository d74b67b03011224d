import { apiRoute } from "@/lib/http";
import { editCase, getCase } from "@/lib/meetings";
import { editCaseOperation, getCaseOperation } from "@/lib/meetings/api";

export const GET = apiRoute(getCaseOperation, (context, { params }) => getCase(context, params.case));
export const PUT = apiRoute(editCaseOperation, (context, { params, body }) =>
  editCase(context, params.case, body),
);
