import { cancelTransfer, cancelTransferOperation } from "@/lib/forwarding";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(cancelTransferOperation, (context, { params }) =>
  cancelTransfer(context, params.transferId),
);
