import { describe, expect, it } from "vitest";
import { accounts } from "./accounts";
import { ADDRESS_WITHOUT_ACCOUNT, countEntries, directoryData } from "./directory";

describe("demo address book", () => {
  const { organizations, practitioners } = directoryData;

  it("has at least 500 entries in some 40 organisations", () => {
    expect(countEntries(directoryData)).toBeGreaterThanOrEqual(500);
    expect(organizations).toHaveLength(40);
  });

  it("uses numbers of the right length, each once", () => {
    for (const { ura, agb } of organizations) {
      expect(ura).toMatch(/^\d{8}$/);
      expect(agb).toMatch(/^\d{8}$/);
    }
    for (const { uzi, agb } of practitioners) {
      expect(uzi).toMatch(/^\d{9}$/);
      expect(agb).toMatch(/^\d{8}$/);
    }
    expect(new Set(organizations.map(({ ura }) => ura)).size).toBe(organizations.length);
    expect(new Set(practitioners.map(({ uzi }) => uzi)).size).toBe(practitioners.length);
  });

  it("places every role in a department that exists", () => {
    for (const { roles } of practitioners) {
      for (const role of roles) {
        const organization = organizations.find(({ ura }) => ura === role.organization);
        expect(organization?.departments.map(({ name }) => name)).toContain(role.department);
      }
    }
  });

  it("holds every demo account, and one address without an account", () => {
    const emails = practitioners.map(({ email }) => email);
    for (const { email } of accounts) expect(emails).toContain(email);
    expect(emails).toContain(ADDRESS_WITHOUT_ACCOUNT);
    expect(accounts.map(({ email }) => email)).not.toContain(ADDRESS_WITHOUT_ACCOUNT);
  });

  it("has no mailbox address twice", () => {
    const boxes = organizations.flatMap(({ departments }) =>
      departments.flatMap(({ mailbox }) => mailbox?.email ?? []),
    );
    expect(new Set(boxes).size).toBe(boxes.length);
  });
});
