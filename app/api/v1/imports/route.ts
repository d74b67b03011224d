import { apiRoute } from "@/lib/http";
import { createImport, createImportOperation } from "@/lib/ingest";

export const POST = apiRoute(createImportOperation, (context, { body }) => createImport(context, body));
