import { apiRoute } from "@/lib/http";
import { addCaseStudies } from "@/lib/meetings";
import { addCaseStudiesOperation } from "@/lib/meetings/api";

export const POST = apiRoute(addCaseStudiesOperation, (context, { params, body }) =>
  addCaseStudies(context, params.case, body),
);
