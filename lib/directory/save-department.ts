import { randomUUID } from "node:crypto";
import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { administeredOrganization } from "./administered-organization";
import { rewriteAddresses } from "./rewrite-addresses";

export const SaveDepartmentInput = z.object({
  /** Left out for a new department. */
  departmentId: z.uuid().optional(),
  name: z.string().trim().min(1).max(200),
  specialty: z.string().trim().max(100).default(""),
});
export type SaveDepartmentInput = z.input<typeof SaveDepartmentInput>;

/** A department of the administrator's own organisation, new or changed; its addresses follow. @throws 403, 404 */
export async function saveDepartment(
  context: Context,
  input: SaveDepartmentInput,
  ofOrganization?: string,
): Promise<{ departmentId: string }> {
  const organizationId = administeredOrganization(context, ofOrganization);
  const { departmentId, ...data } = SaveDepartmentInput.parse(input);
  return db.$transaction(async (transaction) => {
    const known = departmentId
      ? await transaction.department.findFirst({ where: { id: departmentId, organizationId } })
      : null;
    if (departmentId && !known) throw notFound();
    const { id } = known
      ? await transaction.department.update({ where: { id: known.id }, data })
      : await transaction.department.create({
          data: { ...data, organizationId, localIdentifier: randomUUID() },
        });
    if (known)
      await rewriteAddresses(transaction, {
        OR: [{ practitionerRole: { departmentId: id } }, { healthcareService: { departmentId: id } }],
      });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "directory.department-saved",
      organizations: [organizationId],
      object: { type: "Department", id },
      detail: { name: data.name, isNew: !known },
    });
    return { departmentId: id };
  });
}
