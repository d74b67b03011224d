import { retryTransfer, retryTransferOperation } from "@/lib/forwarding";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(retryTransferOperation, (context, { params }) =>
  retryTransfer(context, params.transferId),
);
