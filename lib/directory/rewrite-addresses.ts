import type { Prisma, Transaction } from "@/lib/db";
import { addressTexts, practitionerName } from "./address-texts";

/** Brings the repeated text columns of addresses in line with what they come from, after that has changed. */
export async function rewriteAddresses(
  transaction: Transaction,
  where: Prisma.AddressWhereInput,
): Promise<void> {
  const addresses = await transaction.address.findMany({
    where,
    include: {
      organization: { select: { name: true, city: true } },
      practitionerRole: { include: { practitioner: true, department: true } },
      healthcareService: { include: { department: true } },
    },
  });
  for (const { id, organization, practitionerRole, healthcareService } of addresses) {
    const origin = practitionerRole ?? healthcareService;
    if (!origin) continue;
    const data = addressTexts({
      name: practitionerRole
        ? practitionerName(practitionerRole.practitioner)
        : (healthcareService?.name ?? ""),
      role: practitionerRole?.role ?? "",
      specialty: origin.specialty || origin.department?.specialty || "",
      departmentName: origin.department?.name ?? "",
      organizationName: organization.name,
      city: organization.city,
      email: origin.email,
    });
    await transaction.address.update({ where: { id }, data });
  }
}
