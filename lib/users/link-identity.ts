import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { administeredUser } from "./user-administration";

const linkIdentityInput = z.object({
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  /** OpenID Connect Core 2: at most 255 ASCII characters, compared exactly. */
  subject: z.string().min(1).max(255),
});

/** Lets an OpenID Connect identity sign in to an account. @throws 403, 404, 409 `identity_taken` */
export async function linkIdentity(
  context: Context,
  who: { userId: string } | { email: string },
  input: z.input<typeof linkIdentityInput>,
): Promise<{ identityId: string }> {
  const identity = linkIdentityInput.parse(input);
  const user = await administeredUser(context, who);
  return db.$transaction(async (transaction) => {
    const known = await transaction.identity.findUnique({ where: { issuer_subject: identity } });
    if (known !== null && known.userId !== user.id)
      throw conflict("identity_taken", "This identity belongs to another account.");
    if (known !== null) return { identityId: known.id };
    const { id } = await transaction.identity.create({ data: { ...identity, userId: user.id } });
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "identity.linked",
      organizations: [user.organizationId],
      object: { type: "User", id: user.id },
      detail: { issuer: identity.issuer },
    });
    return { identityId: id };
  });
}
