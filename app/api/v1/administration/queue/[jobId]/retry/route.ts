import { retryJob } from "@/lib/administration";
import { retryJobOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(retryJobOperation, (context, { params }) => retryJob(context, params));
