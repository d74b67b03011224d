import { getQueueOverview } from "@/lib/administration";
import { getQueueOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(getQueueOperation, (context) => getQueueOverview(context));
