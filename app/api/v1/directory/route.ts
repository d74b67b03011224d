import { searchDirectory } from "@/lib/directory";
import { searchDirectoryOperation } from "@/lib/directory/api";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(searchDirectoryOperation, (context, { query }) =>
  searchDirectory(context, query),
);
