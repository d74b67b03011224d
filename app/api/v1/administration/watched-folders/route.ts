import {
  addWatchedFolder,
  addWatchedFolderOperation,
  listWatchedFolders,
  listWatchedFoldersOperation,
} from "@/lib/drops";
import { env } from "@/lib/env";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(listWatchedFoldersOperation, async (context) => ({
  base: env.WATCHED_FOLDERS_DIR,
  items: (await listWatchedFolders(context)).map(({ organization, ...folder }) => ({
    ...folder,
    organizationName: organization.name,
  })),
}));

export const POST = apiRoute(addWatchedFolderOperation, async (context, { body }) => {
  const { id, path } = await addWatchedFolder(context, body);
  return { id, path };
});
