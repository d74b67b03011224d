import fs from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { jsonOption, print, table } from "../output";
import { withInstallation } from "../with-installation";

export function sftpCommands(): Command {
  const sftp = new Command("sftp").description("accounts that deliver files by SFTP, where SFTP_PORT is set");
  jsonOption(sftp.command("add"))
    .description("let whoever has a key deliver for an organisation; again: further keys of the account")
    .requiredOption("--organization <slug>", "whose archive")
    .requiredOption("--name <name>", "what the client signs in as, unique in the installation")
    .requiredOption("--public-key-file <file>", "one or more public keys, as in OpenSSH's .pub files")
    .action(({ organization, name, publicKeyFile, ...options }) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { addSftpAccount }] = await Promise.all([
          import("@/lib/organizations"),
          import("@/lib/drops"),
        ]);
        const { id: organizationId } = await findOrganization(organization);
        const from = process.env.INIT_CWD ?? process.env.BEELDBRUG_CWD ?? process.cwd();
        const publicKeys = fs.readFileSync(path.resolve(from, publicKeyFile), "utf8");
        const account = await addSftpAccount(context, { organizationId, name, publicKeys });
        print({ id: account.id, name, keys: account.publicKeys.length }, options, [
          `${name} may deliver for ${organization}, with ${account.publicKeys.length} key(s).`,
        ]);
      }),
    );
  jsonOption(sftp.command("list"))
    .description("list the accounts of an organisation, or all")
    .option("--organization <slug>", "only this organisation's")
    .action(({ organization, ...options }) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { listSftpAccounts }] = await Promise.all([
          import("@/lib/organizations"),
          import("@/lib/drops"),
        ]);
        const filter =
          organization === undefined ? {} : { organizationId: (await findOrganization(organization)).id };
        const rows = (await listSftpAccounts(context, filter)).map(({ id, name, publicKeys }) => ({
          id,
          name,
          keys: publicKeys.length,
        }));
        print(rows, options, table(rows.map((row) => [row.name, `${row.keys} key(s)`])));
      }),
    );
  jsonOption(sftp.command("remove"))
    .description("take an account away, when nothing that it delivered waits")
    .argument("<name>", "as `list` shows it")
    .action((name: string, options) =>
      withInstallation(async (context) => {
        const { removeSftpAccount } = await import("@/lib/drops");
        await removeSftpAccount(context, { name });
        print({ name }, options, [`${name} may not deliver any more.`]);
      }),
    );
  return sftp;
}
