import type { Transaction, User } from "@/lib/db";

/**
 * Gives an account the addresses of its own organisation whose practitioner has this UZI number. An account that has
 * another number already gets none, nor does one whose number another account has.
 * @returns the addresses that are newly linked
 */
export async function linkAddressesByUzi(
  transaction: Transaction,
  user: Pick<User, "id" | "uzi" | "organizationId">,
  uzi: string,
): Promise<string[]> {
  if (user.uzi !== null && user.uzi !== uzi) return [];
  if (user.uzi === null) {
    if (await transaction.user.findUnique({ where: { uzi }, select: { id: true } })) return [];
    await transaction.user.update({ where: { id: user.id }, data: { uzi } });
  }
  const addresses = await transaction.address.findMany({
    where: {
      organizationId: user.organizationId,
      practitionerRole: { practitioner: { uzi }, endedAt: null },
      accounts: { none: { userId: user.id } },
    },
    select: { id: true },
  });
  const ids = addresses.map(({ id }) => id);
  if (ids.length === 0) return [];
  await transaction.addressAccount.createMany({
    data: ids.map((addressId) => ({ addressId, userId: user.id, origin: "UZI" as const })),
    skipDuplicates: true,
  });
  // The administrator was asked to do what has now happened by itself.
  await transaction.administratorTask.updateMany({
    where: { kind: "ACTIVATE_ADDRESS", addressId: { in: ids }, doneAt: null },
    data: { doneAt: new Date(), doneByUserId: user.id },
  });
  return ids;
}
