import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import type { Organization } from "@/lib/db/generated/client";
import { conflict } from "@/lib/errors";

export const AddOrganizationInput = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/, "takes lower-case letters, digits and hyphens"),
  name: z.string().trim().min(1).max(200),
  ura: z
    .string()
    .regex(/^\d{8}$/, "has 8 digits, leading zeros included")
    .optional(),
  city: z.string().max(100).default(""),
});
export type AddOrganizationInput = z.input<typeof AddOrganizationInput>;

/**
 * Connects a care organisation. One that the address book knows already by its URA becomes connected;
 * it isn't made twice.
 * @throws ProblemError 409 `organization_exists` when the slug or the URA belongs to a connected organisation
 */
export async function addOrganization(context: Context, input: AddOrganizationInput): Promise<Organization> {
  if (context.actor.kind !== "system") requireRole(context, "OPERATOR");
  const { slug, name, ura, city } = AddOrganizationInput.parse(input);
  return db.$transaction(async (transaction) => {
    const known = await transaction.organization.findFirst({
      where: { OR: [{ slug }, ...(ura ? [{ ura }] : [])] },
      orderBy: { isConnected: "desc" },
    });
    if (known?.isConnected)
      throw conflict(
        "organization_exists",
        `An organisation with this ${known.slug === slug ? "slug" : "URA"} exists.`,
      );
    const data = { slug, name, ura, ...(city && { city }), isConnected: true };
    const organization = known
      ? await transaction.organization.update({ where: { id: known.id }, data })
      : await transaction.organization.create({ data });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "organization.added",
      organizations: [organization.id],
      object: { type: "Organization", id: organization.id },
      detail: { slug },
    });
    return organization;
  });
}
