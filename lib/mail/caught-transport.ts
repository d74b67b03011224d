import { db } from "@/lib/db";
import type { MailTransport } from "./mail-transport";

/** Keeps mails for /dev/mail instead of sending them: the demo installation's way. */
export const caughtTransport: MailTransport = {
  async send({ to, subject, text, html }) {
    await db.caughtMail.create({ data: { to, subject, text, html } });
  },
};
