import { db } from "@/lib/db";

/** For so long a session that is over says that its person signs in from there (the throttle asks). */
const KEEP_DAYS = 90;
const AT_A_TIME = 5000;

/** The job `remove-sessions`: the log keeps who signed in when. */
export async function removeSessions(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000);
  let removed: number;
  do
    removed = await db.$executeRaw`
      DELETE FROM "UserSession" WHERE id IN (
        SELECT id FROM "UserSession" WHERE "expiresAt" < ${before}::timestamptz LIMIT ${AT_A_TIME}::int)`;
  while (removed === AT_A_TIME);
}
