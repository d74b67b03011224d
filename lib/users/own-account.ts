import type { Context, UserContext } from "@/lib/context";
import { requireUser } from "@/lib/context";
import { db, type User } from "@/lib/db";
import { forbidden } from "@/lib/errors";

/** The person's own row, for what only the person at the screen may do: a token can't. @throws 403 */
export async function ownAccount(context: Context): Promise<{ user: User; actor: UserContext["actor"] }> {
  const { actor } = requireUser(context);
  if (actor.sessionId === undefined) throw forbidden();
  return { user: await db.user.findUniqueOrThrow({ where: { id: actor.userId } }), actor };
}
