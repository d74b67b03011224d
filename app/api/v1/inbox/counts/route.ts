import { apiRoute } from "@/lib/http";
import { countUnread } from "@/lib/shares";
import { countSharesOperation } from "@/lib/shares/api";

export const GET = apiRoute(countSharesOperation, (context) => countUnread(context));
