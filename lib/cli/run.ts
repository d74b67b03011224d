import { Command, CommanderError } from "commander";
import { auditCommands } from "./commands/audit";
import { backupCommands } from "./commands/backup";
import { directoryCommands } from "./commands/directory";
import { ingestCommand } from "./commands/ingest";
import { mailCommands } from "./commands/mail";
import { organizationCommands } from "./commands/organization";
import { peerCommands } from "./commands/peer";
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
    directoryCommands(),
    ingestCommand(result),
    mailCommands(result),
    auditCommands(result),
    storeCommands(result),
    backupCommands(result),
    retentionCommands(),
    watchedFolderCommands(),
    sftpCommands(),
  ])
    program.addCommand(inherit(command));
  try {
    await program.parseAsync(args, { from: "user" });
    return result.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** Errors of subcommands are thrown too, instead of ending the process before it has cleaned up. */
function inherit(command: Command): Command {
  command.exitOverride();
  command.commands.forEach(inherit);
  return command;
}
