import { randomUUID } from "node:crypto";
import { EventCode, isRepeated, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { RequestFacts } from "./request-facts";
import type { UserWithOrganization } from "./sessions";

/**
 * A refused sign-in in the log of the account's organisation. An unknown account goes to the installation's log
 * under a keyed hash: people type their password into the wrong field.
 */
export async function recordSignInRefusal(
  request: RequestFacts,
  user: UserWithOrganization | null,
  why: { account: string; reason: string },
): Promise<void> {
  await recordAuditAlone(signInContext(request), {
    eventCode: EventCode.userAuthentication,
    action: "sign-in.failed",
    outcome: "REFUSED",
    organizations: [user?.organizationId],
    ...(user === null ? {} : { object: { type: "User", id: user.id } }),
    detail: user === null ? why : { reason: why.reason },
  });
}

/**
 * A token that opens nothing (any more): in the log of its owner's organisation, or of the installation when nobody
 * knows it, once a minute.
 */
export async function recordTokenRefusal(request: RequestFacts, tokenHash: string): Promise<void> {
  const token = await db.apiToken.findUnique({
    where: { tokenHash },
    select: { id: true, organizationId: true, user: { select: { organizationId: true } } },
  });
  if (isRepeated(`token|${token?.id ?? request.remoteAddress}`)) return;
  await recordAuditAlone(signInContext(request), {
    eventCode: EventCode.userAuthentication,
    action: "sign-in.failed",
    outcome: "REFUSED",
    organizations: [token?.organizationId ?? token?.user?.organizationId],
    ...(token && { object: { type: "ApiToken", id: token.id } }),
    detail: { reason: "token" },
  });
}

const signInContext = ({ remoteAddress, locale }: RequestFacts): Context => ({
  actor: { kind: "system", name: "sign-in" },
  requestId: randomUUID(),
  remoteAddress,
  locale,
});
