import { randomUUID } from "node:crypto";
import type { UserContext } from "@/lib/context";
import type { RequestFacts } from "./request-facts";
import { type UserWithOrganization, userActor } from "./sessions";

/** This person acting: at the screen in a session, or while signing in or out. */
export function personContext(
  request: Partial<Pick<RequestFacts, "remoteAddress">> & Pick<RequestFacts, "locale">,
  user: UserWithOrganization,
  sessionId?: string,
): UserContext {
  return {
    actor: { ...userActor(user), ...(sessionId !== undefined && { sessionId }) },
    requestId: randomUUID(),
    remoteAddress: request.remoteAddress,
    locale: request.locale,
  };
}
