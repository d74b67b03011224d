import { apiRoute } from "@/lib/http";
import { closeImport, closeImportOperation } from "@/lib/ingest";

export const POST = apiRoute(closeImportOperation, (context, { params }) => closeImport(context, params.id));
