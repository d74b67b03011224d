import { beforeAll, expect, test } from "vitest";
import { type Context, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import type { Role } from "@/lib/db/generated/enums";
import { importDirectory, readDirectoryFile } from "@/lib/directory";
import { organizationContext, userContext } from "../../support/user-context";

const HEADER =
  "organization_ura,organization_name,city,department,kind,identifier,name,family_name,specialty,email";
const lines = (...rows: string[]) => readDirectoryFile([HEADER, ...rows].join("\n"));
const ANNA = "00000011,Ziekenhuis Oost,Zwolle,Radiologie,PRACTITIONER,p1,,Jansen,Radiologie,";
const BERT = "00000011,Ziekenhuis Oost,Zwolle,Radiologie,PRACTITIONER,p2,,Bakker,Radiologie,";
const BALIE = "00000011,Ziekenhuis Oost,Zwolle,Radiologie,MAILBOX,m1,Balie,,Radiologie,balie@oost.example";
const OTHER = "00000011,Ziekenhuis Oost,Zwolle,Chirurgie,PRACTITIONER,x1,,Xander,Chirurgie,";

const NAME = "ZORG-AB";
const system = systemContext("test");
let organizationId: string;

const snapshot = async () =>
  JSON.stringify(
    await Promise.all([
      db.organization.findMany({ orderBy: { id: "asc" } }),
      db.address.findMany({ orderBy: { id: "asc" } }),
      db.directorySource.findMany({ orderBy: { id: "asc" } }),
      db.auditEvent.count(),
    ]),
    (_, value) => (typeof value === "bigint" ? value.toString() : value),
  );

const listed = async () =>
  (await db.address.findMany({ where: { isListed: true }, orderBy: { name: "asc" } })).map(
    ({ name }) => name,
  );

beforeAll(async () => {
  const organization = await db.organization.create({
    data: { name: "Ander", slug: "ander", isConnected: true },
  });
  organizationId = organization.id;
  const { file, kind } = lines(OTHER);
  await importDirectory(system, { file, source: { name: "Andere bron", kind } });
});

test("a preview tells what is new and changes nothing", async () => {
  const before = await snapshot();
  const { file, kind } = lines(ANNA, BERT, BALIE);
  const plan = await importDirectory(system, { file, source: { name: NAME, kind }, isDryRun: true });
  expect(plan.counts).toEqual({ NEW: 3, CHANGED: 0, ENDED: 0, UNCHANGED: 0 });
  expect(await snapshot()).toBe(before);
});

test("new entries are added, with their source and date", async () => {
  const { file, kind } = lines(ANNA, BERT, BALIE);
  await importDirectory(system, { file, source: { name: NAME, kind } });
  expect(await listed()).toEqual(["Bakker", "Balie", "Jansen", "Xander"]);
  const role = await db.practitionerRole.findFirstOrThrow({
    where: { localIdentifier: "p1" },
    include: { source: true },
  });
  expect(role.source).toMatchObject({ name: NAME, kind: "CSV", importedAt: expect.any(Date) });
  expect(await db.organization.findUnique({ where: { ura: "00000011" } })).toMatchObject({
    isConnected: false,
  });
});

test("the same again changes nothing", async () => {
  const { file, kind } = lines(ANNA, BERT, BALIE);
  const plan = await importDirectory(system, { file, source: { name: NAME, kind } });
  expect(plan.counts).toEqual({ NEW: 0, CHANGED: 0, ENDED: 0, UNCHANGED: 3 });
  expect(plan.changes).toEqual([]);
});

test("changed and missing entries are told and written; ended ones stay as rows", async () => {
  const { file, kind } = lines(ANNA.replace("Radiologie,PRACT", "Neurologie,PRACT"), BALIE);
  const plan = await importDirectory(system, { file, source: { name: NAME, kind } });
  expect(plan.counts).toEqual({ NEW: 0, CHANGED: 1, ENDED: 1, UNCHANGED: 1 });
  expect(plan.changes).toContainEqual({
    kind: "CHANGED",
    entry: "Jansen",
    organization: "Ziekenhuis Oost",
    fields: [{ field: "departmentName", from: "Radiologie", to: "Neurologie" }],
  });
  expect(plan.changes).toContainEqual({ kind: "ENDED", entry: "Bakker", organization: "Ziekenhuis Oost" });
  expect(await listed()).toEqual(["Balie", "Jansen", "Xander"]);
  expect(await db.address.findFirst({ where: { name: "Bakker" } })).toMatchObject({ isListed: false });
});

test("another source's entries are left alone, and an ended entry can come back", async () => {
  const { file, kind } = lines(ANNA, BERT, BALIE);
  const plan = await importDirectory(system, { file, source: { name: NAME, kind } });
  expect(plan.counts).toMatchObject({ NEW: 0, CHANGED: 2, ENDED: 0 });
  expect(await listed()).toEqual(["Bakker", "Balie", "Jansen", "Xander"]);
});

test("lines that are wrong are told, the others are taken", async () => {
  const { file } = lines(ANNA, BERT, BALIE, "123,Fout,,,PRACTITIONER,q,,Fout,,");
  const plan = await importDirectory(system, { file, source: { name: NAME, kind: "CSV" }, isDryRun: true });
  expect(plan.errors).toEqual([{ where: "line 5", reason: expect.stringContaining("URA") }]);
  expect(plan.counts.UNCHANGED).toBe(3);
});

test("only the operator imports", async () => {
  const { file, kind } = lines(ANNA);
  const input = { file, source: { name: NAME, kind }, isDryRun: true };
  const others: Role[] = ["CARE_PROVIDER", "DESK", "MDO_COORDINATOR", "ADMINISTRATOR", "PRIVACY_OFFICER"];
  const refused: Context[] = await Promise.all([
    organizationContext(organizationId),
    ...others.map((role) => userContext(organizationId, [role])),
  ]);
  for (const context of refused)
    await expect(importDirectory(context, input)).rejects.toMatchObject({ status: 403 });
  await expect(
    importDirectory(await userContext(organizationId, ["OPERATOR"]), input),
  ).resolves.toMatchObject({ counts: { ENDED: 2 } });
});
