import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** Signs out one of the own sessions, wherever it is; it is refused from its next request on. @throws 404 */
export async function endOwnSession(context: Context, sessionId: string): Promise<void> {
  const { userId } = requireUser(context).actor;
  const id = z.uuid().parse(sessionId);
  await db.$transaction(async (transaction) => {
    const { count } = await transaction.userSession.updateMany({
      where: { id, userId, endedAt: null },
      data: { endedAt: new Date() },
    });
    if (count === 0) throw notFound();
    await recordAudit(transaction, context, {
      eventCode: EventCode.userAuthentication,
      action: "session.ended",
      object: { type: "UserSession", id },
    });
  });
}
