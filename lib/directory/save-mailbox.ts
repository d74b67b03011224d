import { randomUUID } from "node:crypto";
import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { administeredOrganization } from "./administered-organization";
import { MailboxEntry } from "./directory-file";
import { rewriteAddresses } from "./rewrite-addresses";

export const SaveMailboxInput = MailboxEntry.omit({ identifier: true }).extend({
  /** Left out for a new mailbox. */
  addressId: z.uuid().optional(),
  departmentId: z.uuid().nullable().default(null),
  /** Who gets requests that nobody here answers in time: an address of the same organisation. Left out: unchanged. */
  fallbackAddressId: z.uuid().nullable().optional(),
  /** False takes it out of the address book; what was sent to it stays. */
  isListed: z.boolean().default(true),
});
export type SaveMailboxInput = z.input<typeof SaveMailboxInput>;

/** A mailbox of the administrator's own organisation, new or changed. @throws 403, 404 */
export async function saveMailbox(
  context: Context,
  input: SaveMailboxInput,
  ofOrganization?: string,
): Promise<{ addressId: string }> {
  const organizationId = administeredOrganization(context, ofOrganization);
  const { addressId, departmentId, isListed, ...mailbox } = SaveMailboxInput.parse(input);
  return db.$transaction(async (transaction) => {
    if (
      departmentId &&
      !(await transaction.department.findFirst({ where: { id: departmentId, organizationId } }))
    )
      throw notFound();
    const known = addressId
      ? await transaction.address.findFirst({ where: { id: addressId, organizationId, kind: "MAILBOX" } })
      : null;
    if (addressId && !known?.healthcareServiceId) throw notFound();
    const { fallbackAddressId } = mailbox;
    if (
      fallbackAddressId &&
      (fallbackAddressId === addressId ||
        !(await transaction.address.findFirst({
          where: { id: fallbackAddressId, organizationId, isListed: true },
        })))
    )
      throw notFound();
    const data = { ...mailbox, departmentId, endedAt: isListed ? null : new Date() };
    const { id: healthcareServiceId } = known?.healthcareServiceId
      ? await transaction.healthcareService.update({ where: { id: known.healthcareServiceId }, data })
      : await transaction.healthcareService.create({
          data: { ...data, organizationId, localIdentifier: randomUUID() },
        });
    const address = await transaction.address.upsert({
      where: { healthcareServiceId },
      create: {
        kind: "MAILBOX",
        organizationId,
        healthcareServiceId,
        name: mailbox.name,
        organizationName: "",
        searchText: "",
        isListed,
      },
      update: { isListed },
    });
    await rewriteAddresses(transaction, { id: address.id });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "directory.mailbox-saved",
      organizations: [organizationId],
      object: { type: "Address", id: address.id },
      detail: { name: mailbox.name, isNew: !known, isListed },
    });
    return { addressId: address.id };
  });
}
