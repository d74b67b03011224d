import type { FoundAddress } from "@/lib/directory";

export type Address = FoundAddress;
export type AddressPage = { items: Address[]; nextCursor: string | null };

export type AddressGroup = { key: string; organization: string; city: string; addresses: Address[] };

/** Addresses by organisation; the organisation of the best find comes first. */
export function byOrganization(addresses: Address[]): AddressGroup[] {
  const groups = new Map<string, AddressGroup>();
  for (const address of addresses) {
    const group = groups.get(address.organizationId);
    if (group) group.addresses.push(address);
    else
      groups.set(address.organizationId, {
        key: address.organizationId,
        organization: address.organization,
        city: address.city,
        addresses: [address],
      });
  }
  return [...groups.values()];
}
