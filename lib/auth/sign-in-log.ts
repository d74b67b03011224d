import { randomUUID } from "node:crypto";
import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { UserContext } from "@/lib/context";
import type { RequestFacts } from "./request-facts";
import { type UserWithOrganization, userActor } from "./sessions";

export function personContext(
  request: RequestFacts,
  user: UserWithOrganization,
  sessionId?: string,
): UserContext {
  return {
    actor: { ...userActor(user), ...(sessionId === undefined ? {} : { sessionId }) },
    requestId: randomUUID(),
    remoteAddress: request.remoteAddress,
    locale: request.locale,
  };
}

/**
 * A refused sign-in in the log of the account's organisation. An unknown account goes to the installation's log
 * under a keyed hash: people type their password into the wrong field.
 */
export async function recordSignInRefusal(
  request: RequestFacts,
  user: UserWithOrganization | null,
  why: { account: string; reason: string },
): Promise<void> {
  await recordAuditAlone(
    {
      actor: { kind: "system", name: "sign-in" },
      requestId: randomUUID(),
      remoteAddress: request.remoteAddress,
      locale: request.locale,
    },
    {
      eventCode: EventCode.userAuthentication,
      action: "sign-in.failed",
      outcome: "REFUSED",
      organizations: [user?.organizationId],
      ...(user === null ? {} : { object: { type: "User", id: user.id } }),
      detail: user === null ? why : { reason: why.reason },
    },
  );
}
