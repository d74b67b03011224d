import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { hashToken, makeToken } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { Scope } from "@/lib/db/generated/enums";
import { forbidden, notFound, ProblemError } from "@/lib/errors";
import { findOrganization } from "@/lib/organizations";
import { requireAdministratorOf } from "./user-administration";

const createTokenInput = z.object({
  owner: z.union([
    z.object({ userId: z.uuid() }),
    z.object({ email: z.string() }),
    z.object({ organizationId: z.uuid() }),
    z.object({ organizationSlug: z.string() }),
  ]),
  name: z.string().trim().max(100).default(""),
  scopes: z
    .array(z.enum(Scope))
    .default([])
    .transform((scopes): Scope[] => (scopes.length === 0 ? ["dicomweb", "api"] : [...new Set(scopes)])),
  /** Left out: until it is revoked. */
  expiresInDays: z.number().int().min(1).max(3650).optional(),
});

export type CreateTokenInput = z.input<typeof createTokenInput>;

/**
 * A bearer token of a user (made by that user) or of an organisation (by its administrator); the command line makes both.
 * @returns the token, which is shown this once: only its SHA-256 is kept
 */
export async function createToken(
  context: Context,
  input: CreateTokenInput,
): Promise<{ tokenId: string; token: string; expiresAt: string | null }> {
  const { owner, name, scopes, expiresInDays } = createTokenInput.parse(input);
  // A token that leaked must not be able to outlive its own expiry.
  if (context.actor.kind !== "system" && context.actor.tokenId !== undefined) throw forbidden();
  const target = await ownerOf(context, owner);
  const token = makeToken(target.userId === null ? "organization" : "user");
  const expiresAt = expiresInDays === undefined ? null : new Date(Date.now() + expiresInDays * 86_400_000);
  return db.$transaction(async (transaction) => {
    const { id } = await transaction.apiToken.create({
      data: {
        tokenHash: hashToken(token),
        name,
        scopes,
        expiresAt,
        userId: target.userId,
        organizationId: target.userId === null ? target.organizationId : null,
      },
    });
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "token.created",
      organizations: [target.organizationId],
      object: { type: "ApiToken", id },
      detail: { owner: target.userId ?? "organization", scopes, expiresAt: expiresAt?.toISOString() ?? null },
    });
    return { tokenId: id, token, expiresAt: expiresAt?.toISOString() ?? null };
  });
}

type Owner = z.output<typeof createTokenInput>["owner"];

async function ownerOf(
  context: Context,
  owner: Owner,
): Promise<{ userId: string | null; organizationId: string }> {
  if ("organizationId" in owner || "organizationSlug" in owner) {
    const id =
      "organizationId" in owner ? owner.organizationId : (await findOrganization(owner.organizationSlug)).id;
    requireAdministratorOf(context, id);
    return { userId: null, organizationId: id };
  }
  const user = await db.user.findUnique({
    where: "userId" in owner ? { id: owner.userId } : { email: owner.email.trim().toLowerCase() },
  });
  if (user === null && context.actor.kind === "system")
    throw new ProblemError(404, "unknown_user", "There is no account with this e-mail address.");
  // Not even an administrator makes a token that acts as somebody else.
  const isOwn = context.actor.kind === "user" && context.actor.userId === user?.id;
  if (user === null || user.disabledAt !== null || !(isOwn || context.actor.kind === "system"))
    throw notFound();
  return { userId: user.id, organizationId: user.organizationId };
}
