import { apiRoute } from "@/lib/http";
import { getSharedDocument } from "@/lib/shares";
import { getSharedDocumentOperation } from "@/lib/shares/api";
import { documentResponse } from "@/lib/studies";

export const GET = apiRoute(getSharedDocumentOperation, async (context, { params }) =>
  documentResponse(await getSharedDocument(context, params)),
);
