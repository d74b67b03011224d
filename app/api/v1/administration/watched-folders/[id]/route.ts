import { removeWatchedFolder, removeWatchedFolderOperation } from "@/lib/drops";
import { apiRoute } from "@/lib/http";

export const DELETE = apiRoute(removeWatchedFolderOperation, (context, { params }) =>
  removeWatchedFolder(context, params),
);
