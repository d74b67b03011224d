import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** Ends a token at once: the own one, one of an administered organisation, or one of its users. @throws 404 */
export async function revokeToken(context: Context, tokenId: string): Promise<void> {
  const token = await db.apiToken.findUnique({
    where: { id: z.uuid().parse(tokenId) },
    include: { user: true },
  });
  const organizationId = token?.organizationId ?? token?.user?.organizationId;
  if (token === null || organizationId === undefined || !mayRevoke(context, token.userId, organizationId))
    throw notFound();
  await db.$transaction(async (transaction) => {
    const { count } = await transaction.apiToken.updateMany({
      where: { id: token.id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return;
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "token.revoked",
      organizations: [organizationId],
      object: { type: "ApiToken", id: token.id },
    });
  });
}

function mayRevoke({ actor }: Context, ownerId: string | null, organizationId: string): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind !== "user") return false;
  if (ownerId === actor.userId) return true;
  return actor.roles.includes("ADMINISTRATOR") && actor.organizationId === organizationId;
}
