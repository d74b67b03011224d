import { beforeAll, expect, test } from "vitest";
import type { UserContext } from "@/lib/context";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import {
  importDirectory,
  linkAccount,
  readDirectoryFile,
  searchDirectory,
  setFavorite,
} from "@/lib/directory";
import { organizationContext, userContext } from "../../support/user-context";

const BOOK = `organization_ura,organization_name,city,department,kind,identifier,name,family_name,prefix,initials,given_name,role,specialty,email,opening_hours,accepted_modalities
00000001,Ziekenhuis Noord,Leeuwarden,Radiologie,PRACTITIONER,n1,,Jansen,,A.,Anna,Radioloog,Radiologie,a.jansen@noord.example,,
00000001,Ziekenhuis Noord,Leeuwarden,Cardiologie,PRACTITIONER,n2,,Müller-Böhm,von,C.,,Cardioloog,Cardiologie,,,
00000001,Ziekenhuis Noord,Leeuwarden,Radiologie,MAILBOX,n3,Beeldbalie,,,,,,Radiologie,balie@noord.example,mon-sun 00:00-24:00,CT MR
00000002,Kliniek Zuid,Sittard,Orthopedie,PRACTITIONER,z1,,Jansen,,B.,,Orthopedisch chirurg,Orthopedie,,,
00000002,Kliniek Zuid,Sittard,Orthopedie,PRACTITIONER,z2,,Dijk,van,Z.,,Orthopedisch chirurg,Orthopedie,,,
`;

let noord: string;
let asker: UserContext;

beforeAll(async () => {
  const { id } = await db.organization.create({
    data: { slug: "noord", name: "Ziekenhuis Noord", ura: "00000001", isConnected: true },
  });
  noord = id;
  asker = await userContext(noord, ["CARE_PROVIDER"]);
  const { file, kind } = readDirectoryFile(BOOK);
  expect(file.errors).toEqual([]);
  await importDirectory(systemContext("test"), { file, source: { name: "Regio", kind } });
});

async function names(q: string): Promise<string[]> {
  return (await searchDirectory(asker, { q })).items.map(({ name }) => name);
}

test("finds without regard to accents and capitals", async () => {
  expect(await names("muller-bohm")).toEqual(["Müller-Böhm, C. von"]);
  expect(await names("MÜLLER")).toEqual(["Müller-Böhm, C. von"]);
});

test("every word may be in another field", async () => {
  expect((await names("jansen sittard"))[0]).toBe("Jansen, B.");
  expect((await names("orthopedie zuid dijk"))[0]).toBe("Dijk, Z. van");
  expect((await names("radioloog noord"))[0]).toBe("Jansen, A. (Anna)");
  expect(await names("balie@noord.example")).toContain("Beeldbalie");
});

test("forgives typing errors", async () => {
  expect(await names("jansn")).toEqual(expect.arrayContaining(["Jansen, A. (Anna)", "Jansen, B."]));
  expect(await names("cardiolgoie")).toContain("Müller-Böhm, C. von");
});

test("characters of LIKE patterns are only themselves", async () => {
  expect(await names("%%%")).toEqual([]);
});

test("shows whether an address is read and its organisation connected", async () => {
  const found = (await searchDirectory(asker, { q: "jansen" })).items;
  const byName = new Map(found.map((address) => [address.name, address]));
  expect(byName.get("Jansen, B.")).toMatchObject({ isConnected: false, isActive: false });
  const anna = byName.get("Jansen, A. (Anna)");
  expect(anna).toMatchObject({ isConnected: true, isActive: false, source: { name: "Regio" } });
  await linkAccount(systemContext("test"), { addressId: anna?.addressId ?? "", userId: asker.actor.userId });
  const again = (await searchDirectory(asker, { q: "jansen anna" })).items[0];
  expect(again).toMatchObject({ name: "Jansen, A. (Anna)", isActive: true });
});

test("a mailbox tells its hours and what it takes", async () => {
  const [mailbox] = (await searchDirectory(asker, { q: "beeldbalie" })).items;
  expect(mailbox).toMatchObject({ kind: "MAILBOX", isOpen: true, acceptedModalities: ["CT", "MR"] });
});

test("favourites come first, for the person whose they are", async () => {
  const [, second] = (await searchDirectory(asker, { q: "jansen" })).items;
  await setFavorite(asker, { addressId: second?.addressId ?? "", isFavorite: true });
  expect((await searchDirectory(asker, { q: "jansen" })).items[0]).toMatchObject({
    addressId: second?.addressId,
    isFavorite: true,
  });
  expect((await searchDirectory(asker, { q: "" })).items[0]?.addressId).toBe(second?.addressId);
  const other = await userContext(noord, ["CARE_PROVIDER"]);
  expect((await searchDirectory(other, { q: "jansen" })).items.every(({ isFavorite }) => !isFavorite)).toBe(
    true,
  );
  await expect(
    setFavorite(await organizationContext(noord), { addressId: second?.addressId ?? "", isFavorite: true }),
  ).rejects.toMatchObject({ status: 403, code: "actor_required" });
});

test("pages follow each other without repeats", async () => {
  const first = await searchDirectory(asker, { q: "", limit: 2 });
  const second = await searchDirectory(asker, { q: "", limit: 2, cursor: first.nextCursor ?? undefined });
  const third = await searchDirectory(asker, { q: "", limit: 2, cursor: second.nextCursor ?? undefined });
  const ids = [first, second, third].flatMap(({ items }) => items.map(({ addressId }) => addressId));
  expect(new Set(ids).size).toBe(5);
  expect(third.nextCursor).toBeNull();
});
