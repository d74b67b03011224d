import type { UserActor } from "@/lib/context";
import { db } from "@/lib/db";
import { isUsable, userActor } from "./sessions";

/** A person as an actor, for work that goes on after the request; undefined once the account is closed. */
export async function actorOfUser(userId: string): Promise<UserActor | undefined> {
  const user = await db.user.findUnique({ where: { id: userId }, include: { organization: true } });
  return user && isUsable(user) ? userActor(user) : undefined;
}
