import { apiRoute } from "@/lib/http";
import { setWork } from "@/lib/shares";
import { workOperation } from "@/lib/shares/api";

export const POST = apiRoute(workOperation, (context, { params, body }) => setWork(context, params.id, body));
