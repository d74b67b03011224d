import {
  addSftpAccount,
  addSftpAccountOperation,
  listSftpAccounts,
  listSftpAccountsOperation,
} from "@/lib/drops";
import { env } from "@/lib/env";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(listSftpAccountsOperation, async (context) => ({
  port: env.SFTP_PORT,
  items: (await listSftpAccounts(context)).map(
    ({ organization, organizationId, name, publicKeys, createdAt }) => ({
      organizationId,
      organizationName: organization.name,
      name,
      keys: publicKeys.length,
      createdAt,
    }),
  ),
}));

export const POST = apiRoute(addSftpAccountOperation, async (context, { body }) => {
  const { name, publicKeys } = await addSftpAccount(context, body);
  return { name, keys: publicKeys.length };
});
