import { apiRoute } from "@/lib/http";
import { documentResponse, getDocument, getDocumentOperation } from "@/lib/studies";

export const GET = apiRoute(getDocumentOperation, async (context, { params }) =>
  documentResponse(await getDocument(context, params)),
);
