import { Command } from "commander";
import { jsonOption, print } from "../output";
import { withInstallation } from "../with-installation";

const MOST_BYTES = 20_000_000;
/** What tells a mail server to try again later (EX_TEMPFAIL of sysexits.h). */
const TRY_AGAIN = 75;

export function mailCommands(result: { exitCode: number }): Command {
  const mail = new Command("mail").description("what mail servers pass on");
  jsonOption(mail.command("bounce"))
    .description(
      "take in a mail that says that another could not be delivered (RFC 3464), from standard input",
    )
    .option("--to <address>", "the address it came to, where the mail server tells")
    .action(async ({ to, ...options }) => {
      const raw = await readInput();
      try {
        await withInstallation(async (context) => {
          const { recordBounce } = await import("@/lib/shares");
          const outcome = await recordBounce(context, { raw, sentTo: to });
          print({ outcome }, options, [outcome]);
        });
      } catch (error) {
        process.stderr.write(`beeldbrug: ${(error as Error).message}\n`);
        result.exitCode = TRY_AGAIN;
      }
    });
  return mail;
}

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    length += (chunk as Buffer).length;
    if (length > MOST_BYTES) throw new Error("the mail is larger than 20 MB: not a report");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
