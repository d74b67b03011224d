import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { AddSftpAccountInput } from "./sftp-accounts";
import { AddWatchedFolderInput } from "./watched-folders";

const Owner = z.object({ organizationId: z.uuid(), organizationName: z.string() });

export const listWatchedFoldersOperation = apiOperation({
  method: "GET",
  path: "/administration/watched-folders",
  summary: "Folders of the server whose files are taken into an organisation's archive; for the operator",
  response: z.object({
    /** Below this one they are. */
    base: z.string(),
    items: z.array(Owner.extend({ id: z.uuid(), path: z.string(), createdAt: z.iso.datetime() })),
  }),
});

export const addWatchedFolderOperation = apiOperation({
  method: "POST",
  path: "/administration/watched-folders",
  summary: "Watch a folder, which is made when it isn't there",
  body: AddWatchedFolderInput,
  response: z.object({ id: z.uuid(), path: z.string() }),
  status: 201,
});

export const removeWatchedFolderOperation = apiOperation({
  method: "DELETE",
  path: "/administration/watched-folders/{id}",
  summary: "Stop watching a folder; it stays, with what is in it",
  params: z.object({ id: z.uuid() }),
  status: 204,
});

export const listSftpAccountsOperation = apiOperation({
  method: "GET",
  path: "/administration/sftp-accounts",
  summary: "Accounts that deliver files by SFTP; for the operator",
  response: z.object({
    /** Absent while nobody listens. */
    port: z.number().optional(),
    items: z.array(Owner.extend({ name: z.string(), keys: z.number(), createdAt: z.iso.datetime() })),
  }),
});

export const addSftpAccountOperation = apiOperation({
  method: "POST",
  path: "/administration/sftp-accounts",
  summary: "Let whoever has a key deliver for an organisation; an account that is there gets further keys",
  body: AddSftpAccountInput,
  response: z.object({ name: z.string(), keys: z.number() }),
  status: 201,
});

export const removeSftpAccountOperation = apiOperation({
  method: "DELETE",
  path: "/administration/sftp-accounts/{name}",
  summary: "Take an account away, when nothing that it delivered waits",
  params: z.object({ name: z.string().max(64) }),
  status: 204,
});
