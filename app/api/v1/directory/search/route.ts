import { searchDirectory } from "@/lib/directory";
import { searchDirectoryByPostOperation } from "@/lib/directory/api";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(searchDirectoryByPostOperation, (context, { body }) =>
  searchDirectory(context, body),
);
