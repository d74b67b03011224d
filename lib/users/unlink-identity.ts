import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";

/**
 * Takes an OpenID Connect identity off an account: the own one, or one that the actor administers.
 * Sessions that began by such a login end. @throws 404
 */
export async function unlinkIdentity(context: Context, identityId: string): Promise<void> {
  const { actor } = context;
  const identity = await db.identity.findUnique({
    where: { id: z.uuid().parse(identityId) },
    include: { user: true },
  });
  if (identity === null) throw notFound();
  const isOwn = actor.kind === "user" && actor.userId === identity.userId;
  const isAdministered =
    actor.kind === "system" ||
    (actor.kind === "user" &&
      actor.roles.includes("ADMINISTRATOR") &&
      actor.organizationId === identity.user.organizationId);
  if (!isOwn && !isAdministered) throw notFound();
  await db.$transaction(async (transaction) => {
    await transaction.identity.deleteMany({ where: { id: identity.id } });
    await transaction.userSession.updateMany({
      where: { userId: identity.userId, method: "OIDC", endedAt: null },
      data: { endedAt: new Date() },
    });
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "identity.unlinked",
      organizations: [identity.user.organizationId],
      object: { type: "User", id: identity.userId },
      detail: { issuer: identity.issuer },
    });
  });
}
