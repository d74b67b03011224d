import type { Prisma } from "@/lib/db";

/**
 * The addresses whose post a person reads: own addresses, and mailboxes the person is a member of.
 * As a filter, so that membership is looked up again at every request.
 */
export function addressReadBy(userId: string): Prisma.AddressWhereInput {
  return {
    OR: [{ accounts: { some: { userId } } }, { healthcareService: { members: { some: { userId } } } }],
  };
}
