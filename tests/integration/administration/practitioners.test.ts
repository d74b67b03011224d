import { beforeAll, expect, test } from "vitest";
import type { UserContext } from "@/lib/context";
import { db } from "@/lib/db";
import {
  linkAccount,
  listOwnAddresses,
  removePractitioner,
  saveDepartment,
  savePractitioner,
  searchDirectory,
} from "@/lib/directory";
import { makeOrganization } from "../../support/accounts";
import { userContext } from "../../support/user-context";

let administrator: UserContext;
let elsewhere: UserContext;
let departmentId: string;

beforeAll(async () => {
  administrator = await userContext((await makeOrganization("Noord")).id, ["ADMINISTRATOR"]);
  elsewhere = await userContext((await makeOrganization("Zuid")).id, ["ADMINISTRATOR"]);
  ({ departmentId } = await saveDepartment(administrator, { name: "Radiologie", specialty: "Radiologie" }));
});

const found = async (q: string) => (await searchDirectory(administrator, { q })).items;

test("a care provider is added, found, changed, given a reader, and taken out", async () => {
  const person = { familyName: "Zandstra", prefix: "van", initials: "Q.", role: "Radioloog", departmentId };
  const { addressId } = await savePractitioner(administrator, { ...person, uzi: "", email: "" });
  expect((await found("zandstra radiologie"))[0]).toMatchObject({
    addressId,
    kind: "PRACTITIONER",
    name: "Zandstra, Q. van",
    role: "Radioloog",
    specialty: "Radiologie",
    department: "Radiologie",
    isActive: false,
    source: null,
  });
  await linkAccount(administrator, { addressId, userId: administrator.actor.userId });

  await savePractitioner(administrator, {
    ...person,
    addressId,
    familyName: "Zandstra-Bos",
    uzi: "900000123",
  });
  expect(await found("zandstra-bos")).toMatchObject([{ addressId, isActive: true }]);
  expect((await listOwnAddresses(administrator, { q: "zandstra" })).items).toMatchObject([
    { practitioner: { familyName: "Zandstra-Bos", uzi: "900000123", departmentId }, source: null },
  ]);

  await removePractitioner(administrator, addressId);
  expect(await found("zandstra-bos")).toEqual([]);
  await expect(removePractitioner(administrator, addressId)).rejects.toMatchObject({ status: 404 });
  await expect(savePractitioner(administrator, { ...person, addressId })).rejects.toMatchObject({
    status: 404,
  });
  // What was sent there is still read.
  expect(await db.addressAccount.count({ where: { addressId } })).toBe(1);
  const actions = await db.auditEvent.findMany({
    where: { objectId: addressId },
    orderBy: { sequence: "asc" },
  });
  expect(actions.map(({ action }) => action)).toEqual([
    "directory.practitioner-saved",
    "address.linked",
    "directory.practitioner-saved",
    "directory.practitioner-removed",
  ]);
});

test("a person who works at two organisations is one person, and neither renames the other's", async () => {
  const person = { familyName: "Überfeld", initials: "P.", uzi: "900000777" };
  const here = await savePractitioner(administrator, person);
  const there = await savePractitioner(elsewhere, { familyName: "uberfeld", uzi: "900000777", role: "Arts" });
  expect(await db.practitioner.count({ where: { uzi: "900000777" } })).toBe(1);
  expect((await found("uberfeld")).map(({ name }) => name)).toEqual(["Überfeld, P.", "Überfeld, P."]);
  await expect(
    savePractitioner(elsewhere, { ...person, addressId: there.addressId, familyName: "Anders" }),
  ).rejects.toMatchObject({ code: "practitioner_elsewhere" });
  // The own role can be changed all the same.
  await savePractitioner(elsewhere, { ...person, addressId: there.addressId, role: "Hoofd" });
  await expect(
    savePractitioner(elsewhere, { ...person, addressId: here.addressId, role: "Hoofd" }),
  ).rejects.toMatchObject({ status: 404 });
  await expect(savePractitioner(elsewhere, { familyName: "Vreemd", uzi: "900000777" })).rejects.toMatchObject(
    {
      code: "uzi_of_another",
    },
  );
});

test("only the organisation's administrator does it, with its own departments", async () => {
  const clerk = await userContext(administrator.actor.organizationId, ["DESK", "CARE_PROVIDER", "OPERATOR"]);
  await expect(savePractitioner(clerk, { familyName: "Nee" })).rejects.toMatchObject({ status: 403 });
  await expect(removePractitioner(clerk, crypto.randomUUID())).rejects.toMatchObject({ status: 403 });
  await expect(savePractitioner(elsewhere, { familyName: "Nee", departmentId })).rejects.toMatchObject({
    status: 404,
  });
  for (const wrong of [{ uzi: "12" }, { agb: "x" }, { email: "geen adres" }, { familyName: " " }])
    await expect(savePractitioner(administrator, { familyName: "Nee", ...wrong })).rejects.toThrow();
});
