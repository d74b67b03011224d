import { apiRoute } from "@/lib/http";
import { completeShare } from "@/lib/shares";
import { completeOperation } from "@/lib/shares/api";

export const POST = apiRoute(completeOperation, (context, { params }) => completeShare(context, params.id));
