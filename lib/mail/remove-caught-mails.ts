import { db } from "@/lib/db";
import { MOST_SHOWN } from "./list-caught-mails";

/** The job `remove-caught-mails`: what /dev/mail doesn't show any more, nobody reads. */
export async function removeCaughtMails(): Promise<void> {
  await db.$executeRaw`
    DELETE FROM "CaughtMail" WHERE id <= (
      SELECT id FROM "CaughtMail" ORDER BY id DESC LIMIT 1 OFFSET ${MOST_SHOWN}::int)`;
}
