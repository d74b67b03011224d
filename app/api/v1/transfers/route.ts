import { listTransfers, listTransfersOperation } from "@/lib/forwarding";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(listTransfersOperation, (context, { query }) => listTransfers(context, query));
