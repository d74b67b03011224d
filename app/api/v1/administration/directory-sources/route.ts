import { listDirectorySourcesOperation } from "@/lib/administration/api";
import { listDirectorySources } from "@/lib/directory";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(listDirectorySourcesOperation, async (context) => ({
  items: await listDirectorySources(context),
}));
