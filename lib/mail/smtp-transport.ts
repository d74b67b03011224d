import { createTransport } from "nodemailer";
import { MailError, type MailTransport } from "./mail-transport";

const TIMEOUT_MS = 15_000;
const LONGEST_ANSWER = 300;

/** A mail server by `SMTP_URL`. Each mail is one conversation, so that a refusal belongs to one address. */
export function smtpTransport(url: string, from: string): MailTransport {
  const transport = createTransport(
    {
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: 2 * TIMEOUT_MS,
      // Content is ours and complete: nothing in it may make the library read a file or fetch an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    async send({ to, subject, text, html, envelopeFrom }) {
      try {
        await transport.sendMail({
          // As an object: a comma or a bracket in an address must not make it a list of recipients.
          to: { name: "", address: to },
          subject,
          text,
          html,
          ...(envelopeFrom && {
            envelope: { from: envelopeFrom, to },
            // RFC 3461: tell of failure alone, and leave the text with its link out of what is told.
            dsn: { notify: ["failure"], return: "headers" },
          }),
          // RFC 3834 5: no out-of-office answers to a machine.
          headers: { "auto-submitted": "auto-generated" },
        });
      } catch (error) {
        throw toMailError(error);
      }
    },
  };
}

function toMailError(error: unknown): MailError {
  const { responseCode, response, code, rejectedErrors } = (error ?? {}) as {
    responseCode?: number;
    response?: string;
    code?: string;
    rejectedErrors?: { responseCode?: number; response?: string }[];
  };
  const status = responseCode ?? rejectedErrors?.[0]?.responseCode;
  const answer = response ?? rejectedErrors?.[0]?.response ?? code ?? "no answer";
  // Wrong credentials (535) are ours to repair, not the recipient's: the mail waits.
  const isPermanent = status !== undefined && status >= 500 && code !== "EAUTH";
  return new MailError(isPermanent, withoutAddresses(answer));
}

/** Server answers repeat the address they refuse. */
export function withoutAddresses(answer: string): string {
  return answer
    .replace(/<[^<>]*>/g, "")
    .replace(/\S+@\S+/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, LONGEST_ANSWER);
}
