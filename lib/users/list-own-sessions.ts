import { IDLE_LIMIT_MS } from "@/lib/auth";
import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import type { SignInMethod } from "@/lib/db/generated/enums";

export interface ListedSession {
  sessionId: string;
  method: SignInMethod;
  createdAt: string;
  lastSeenAt: string;
  remoteAddress: string | null;
  userAgent: string | null;
  isCurrent: boolean;
}

/** Where the person who asks is signed in now, last used first. */
export async function listOwnSessions(context: Context): Promise<ListedSession[]> {
  const { actor } = requireUser(context);
  const now = Date.now();
  const sessions = await db.userSession.findMany({
    where: {
      userId: actor.userId,
      endedAt: null,
      expiresAt: { gt: new Date(now) },
      lastSeenAt: { gt: new Date(now - IDLE_LIMIT_MS) },
    },
    orderBy: { lastSeenAt: "desc" },
  });
  return sessions.map((session) => ({
    sessionId: session.id,
    method: session.method,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    remoteAddress: session.remoteAddress,
    userAgent: session.userAgent,
    isCurrent: session.id === actor.sessionId,
  }));
}
