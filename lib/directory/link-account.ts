import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import { forbidden, notFound } from "@/lib/errors";

export const LinkAccountInput = z.object({
  addressId: z.uuid(),
  userId: z.uuid(),
  isLinked: z.boolean().default(true),
});
export type LinkAccountInput = z.input<typeof LinkAccountInput>;

/**
 * Lets an account read what is sent to an address, or no longer: a practitioner's address, or a mailbox as its member.
 * Address and account must belong to the administrator's own organisation. Closes the task that asked for it.
 */
export async function linkAccount(context: Context, input: LinkAccountInput): Promise<void> {
  const { addressId, userId, isLinked } = LinkAccountInput.parse(input);
  // Before anything is looked up: the answer must not tell what exists.
  const own =
    context.actor.kind === "system" ? undefined : requireRole(context, "ADMINISTRATOR").actor.organizationId;
  const [address, user] = await Promise.all([
    db.address.findUnique({ where: { id: addressId } }),
    db.user.findUnique({ where: { id: userId } }),
  ]);
  if (!address || !user || address.organizationId !== user.organizationId) throw notFound();
  if (own !== undefined && address.organizationId !== own) throw notFound();
  await db.$transaction(async (transaction) => {
    if (address.healthcareServiceId) {
      const key = { healthcareServiceId: address.healthcareServiceId, userId };
      if (isLinked)
        await transaction.mailboxMember.upsert({
          where: { healthcareServiceId_userId: key },
          create: key,
          update: {},
        });
      else await transaction.mailboxMember.deleteMany({ where: key });
    } else {
      if (user.disabledAt && isLinked) throw forbidden("account_disabled", "This account is disabled.");
      const key = { addressId, userId };
      // The demo's seed has no administrator behind it; the command line has.
      const isDemo = context.actor.kind === "system" && context.actor.name === "demo";
      const origin = isDemo ? "DEMO" : "ADMINISTRATOR";
      if (isLinked)
        await transaction.addressAccount.upsert({
          where: { addressId_userId: key },
          create: { ...key, origin },
          update: {},
        });
      else await transaction.addressAccount.deleteMany({ where: key });
    }
    if (isLinked)
      await transaction.administratorTask.updateMany({
        where: { addressId, doneAt: null },
        data: {
          doneAt: new Date(),
          doneByUserId: context.actor.kind === "user" ? context.actor.userId : null,
        },
      });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: isLinked ? "address.linked" : "address.unlinked",
      organizations: [address.organizationId],
      object: { type: "Address", id: addressId },
      detail: { account: userId },
    });
  });
}
