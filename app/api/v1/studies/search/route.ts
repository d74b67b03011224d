import { apiRoute } from "@/lib/http";
import { searchStudies, searchStudiesOperation } from "@/lib/studies";

export const POST = apiRoute(searchStudiesOperation, (context, { body }) => searchStudies(context, body));
