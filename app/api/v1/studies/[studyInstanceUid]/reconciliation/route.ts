import { previewReconciliation, previewReconciliationOperation } from "@/lib/forwarding";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(previewReconciliationOperation, (context, { params }) =>
  previewReconciliation(context, params.studyInstanceUid),
);
