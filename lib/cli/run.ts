import { Command, CommanderError } from "commander";
import { addressCommands } from "./commands/address";
import { auditCommands } from "./commands/audit";
import { backupCommands } from "./commands/backup";
import { departmentCommands } from "./commands/department";
import { directoryCommands } from "./commands/directory";
import { ingestCommand } from "./commands/ingest";
import { mailCommands } from "./commands/mail";
import { mailboxCommands } from "./commands/mailbox";
import { organizationCommands } from "./commands/organization";
import { peerCommands } from "./commands/peer";
import { queueCommands } from "./commands/queue";
import { retentionCommands } from "./commands/retention";
import { sftpCommands } from "./commands/sftp";
import { storeCommands } from "./commands/store";
import { tokenCommands } from "./commands/token";
import { userCommands } from "./commands/user";
import { watchedFolderCommands } from "./commands/watched-folder";

/**
 * The administration command line. @returns the exit code: 0 done, 1 failed or found something bad,
 * 2 wrong usage or partly refused
 */
export async function runCommandLine(args: string[]): Promise<number> {
  const result = { exitCode: 0 };
  try {
    await commandLine(result).parseAsync(args, { from: "user" });
    return result.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** Every command; they leave their exit code in `result`. */
export function commandLine(result: { exitCode: number }): Command {
  const program = new Command("beeldbrug")
    .description(
      "Administration of a Beeldbrug installation; works while the server runs and while it is stopped",
    )
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  for (const command of [
    organizationCommands(),
    userCommands(),
    tokenCommands(),
    peerCommands(result),
    departmentCommands(),
    mailboxCommands(),
    addressCommands(),
    directoryCommands(result),
    ingestCommand(result),
    mailCommands(result),
    auditCommands(result),
    storeCommands(result),
    queueCommands(result),
    backupCommands(result),
    retentionCommands(),
    watchedFolderCommands(),
    sftpCommands(),
  ])
    program.addCommand(inherit(command));
  return program;
}

/** Errors of subcommands are thrown too, instead of ending the process before it has cleaned up. */
function inherit(command: Command): Command {
  command.exitOverride();
  command.commands.forEach(inherit);
  return command;
}
