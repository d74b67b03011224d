import type { Prisma, Transaction } from "@/lib/db";
import { unprocessable } from "@/lib/errors";
import { isUuid } from "./share-id";
import { readersOf, readersSelect } from "./share-view";

export const addressSelect = {
  id: true,
  kind: true,
  name: true,
  organizationId: true,
  organizationName: true,
  departmentName: true,
  organization: { select: { isConnected: true } },
  ...readersSelect,
} as const satisfies Prisma.AddressSelect;

export type RecipientAddress = Prisma.AddressGetPayload<{ select: typeof addressSelect }>;

/**
 * The addresses to send to, in the order given and each once.
 * @throws ProblemError 422 `unknown_address`, or `not_connected` when nobody at that organisation could open it
 */
export async function findRecipients(
  transaction: Transaction,
  addressIds: string[],
): Promise<RecipientAddress[]> {
  const ids = [...new Set(addressIds.map((id) => id.toLowerCase()))];
  const addresses = await transaction.address.findMany({
    where: { id: { in: ids.filter(isUuid) }, isListed: true },
    select: addressSelect,
  });
  const byId = new Map(addresses.map((address) => [address.id, address]));
  const unknown = ids.filter((id) => !byId.has(id));
  if (unknown.length > 0)
    throw unprocessable("unknown_address", "The address book has no such address.", { addressIds: unknown });
  const closed = addresses.filter(({ organization }) => !organization.isConnected);
  if (closed.length > 0)
    throw unprocessable("not_connected", "This organisation is not connected to Beeldbrug.", {
      addressIds: closed.map(({ id }) => id),
    });
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Gives the administrator something to do about an address that nobody reads yet: once, until it is done. */
export async function askToActivate(transaction: Transaction, addresses: RecipientAddress[]): Promise<void> {
  for (const address of addresses) {
    if (readersOf(address).length > 0) continue;
    const { id: addressId, organizationId } = address;
    const open = { organizationId, addressId, kind: "ACTIVATE_ADDRESS" as const };
    if (
      await transaction.administratorTask.findFirst({
        where: { ...open, doneAt: null },
        select: { id: true },
      })
    )
      continue;
    await transaction.administratorTask.create({ data: open });
  }
}
