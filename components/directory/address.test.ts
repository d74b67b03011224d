import { expect, test } from "vitest";
import { type Address, byOrganization } from "./address";

const address = (addressId: string, organizationId: string) =>
  ({ addressId, organizationId, organization: `Org ${organizationId}`, city: "" }) as Address;

test("groups keep the order of the search", () => {
  const groups = byOrganization([address("1", "b"), address("2", "a"), address("3", "b")]);
  expect(groups.map(({ key, addresses }) => [key, addresses.map(({ addressId }) => addressId)])).toEqual([
    ["b", ["1", "3"]],
    ["a", ["2"]],
  ]);
});
