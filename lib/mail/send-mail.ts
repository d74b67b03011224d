import { env } from "@/lib/env";
import { caughtTransport } from "./caught-transport";
import { type Mail, MailError, type MailTransport } from "./mail-transport";
import { smtpTransport } from "./smtp-transport";

let transport: { url: string | undefined; transport: MailTransport } | undefined;

/**
 * Sends one mail by the installation's way: SMTP where a server is set, otherwise caught (demo only).
 * There is no second way: what can't be sent waits in the queue (NTA 7516).
 * @throws MailError
 */
export async function sendMail(mail: Mail): Promise<void> {
  const url = env.SMTP_URL;
  if (transport?.url !== url || transport === undefined) transport = { url, transport: choose(url) };
  await transport.transport.send(mail);
}

function choose(url: string | undefined): MailTransport {
  if (url !== undefined) return smtpTransport(url, env.MAIL_FROM);
  if (env.DEMO) return caughtTransport;
  throw new MailError(false, "no mail server is set");
}
