import { apiRoute } from "@/lib/http";
import { knownFiles, knownFilesOperation } from "@/lib/ingest";

export const POST = apiRoute(knownFilesOperation, (context, { params, body }) =>
  knownFiles(context, params.id, body),
);
