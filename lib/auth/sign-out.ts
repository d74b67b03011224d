import { EventCode, recordAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { personContext } from "./person-context";
import type { RequestFacts } from "./request-facts";

/** Ends the row behind a cookie; a cookie of a session that has ended already changes nothing. */
export async function endSessionAtSignOut(request: RequestFacts, sessionId: unknown): Promise<void> {
  if (typeof sessionId !== "string") return;
  await db.$transaction(async (transaction) => {
    const ended = await transaction.userSession.updateManyAndReturn({
      where: { id: sessionId, endedAt: null },
      data: { endedAt: new Date() },
    });
    const [session] = ended;
    if (session === undefined) return;
    const user = await transaction.user.findUniqueOrThrow({
      where: { id: session.userId },
      include: { organization: true },
    });
    await recordAudit(transaction, personContext(request, user, sessionId), {
      eventCode: EventCode.userAuthentication,
      action: "sign-out",
      object: { type: "UserSession", id: sessionId },
    });
  });
}
