import { apiRoute } from "@/lib/http";
import { getImport, getImportOperation } from "@/lib/ingest";

export const GET = apiRoute(getImportOperation, (context, { params }) => getImport(context, params.id));
