import { importShareOperation, previewImport, previewImportOperation, startImport } from "@/lib/forwarding";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(previewImportOperation, (context, { params }) =>
  previewImport(context, params.id),
);

export const POST = apiRoute(importShareOperation, async (context, { params, body }) => ({
  transfers: await startImport(context, params.id, body),
}));
