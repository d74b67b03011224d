import { startTransfer, startTransferOperation } from "@/lib/forwarding";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(startTransferOperation, (context, { params, body }) =>
  startTransfer(context, params.studyInstanceUid, body),
);
