import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { administeredOrganization } from "./administered-organization";

/**
 * Takes a care provider's address of the administrator's own organisation out of the book: nothing can be sent to it
 * any more. What was sent to it stays, with who reads it. @throws ProblemError 403, 404
 */
export async function removePractitioner(
  context: Context,
  addressId: string,
  ofOrganization?: string,
): Promise<void> {
  const organizationId = administeredOrganization(context, ofOrganization);
  await db.$transaction(async (transaction) => {
    const address = await transaction.address.findFirst({
      where: { id: z.uuid().parse(addressId), organizationId, kind: "PRACTITIONER", isListed: true },
    });
    if (!address?.practitionerRoleId) throw notFound();
    await transaction.practitionerRole.update({
      where: { id: address.practitionerRoleId },
      data: { endedAt: new Date() },
    });
    await transaction.address.update({ where: { id: address.id }, data: { isListed: false } });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "directory.practitioner-removed",
      organizations: [organizationId],
      object: { type: "Address", id: address.id },
      detail: { name: address.name },
    });
  });
}
