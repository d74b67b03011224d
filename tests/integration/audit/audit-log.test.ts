import { beforeAll, expect, test } from "vitest";
import { EventCode, recordAuditAlone } from "@/lib/audit";
import { exportAudit, searchAudit, verifyAuditLog } from "@/lib/audit-log";
import type { Context, UserContext } from "@/lib/context";
import { db } from "@/lib/db";
import type { Role } from "@/lib/db/generated/enums";
import { makeOrganization } from "../../support/accounts";
import { organizationContext, userContext } from "../../support/user-context";

let noord: string;
let officer: UserContext;
let stranger: UserContext;

beforeAll(async () => {
  noord = (await makeOrganization("Noord")).id;
  officer = await userContext(noord, ["PRIVACY_OFFICER"]);
  stranger = await userContext((await makeOrganization("Zuid")).id, ["PRIVACY_OFFICER"]);
  const doctor = await userContext(noord, ["CARE_PROVIDER"]);
  await recordAuditAlone(doctor, {
    eventCode: EventCode.instancesAccessed,
    action: "study.viewed",
    patient: { patientIdentifier: "P-1" },
    ground: { treatmentRelation: true },
  });
  await recordAuditAlone(doctor, {
    eventCode: EventCode.transferred,
    action: "share.sent",
    patient: { patientIdentifier: "P-2" },
    object: { type: "User", id: doctor.actor.userId },
    ground: { treatmentRelation: true, emergency: true },
  });
  await recordAuditAlone(doctor, {
    eventCode: EventCode.securityAlert,
    action: "share.viewed",
    outcome: "REFUSED",
  });
});

const everybodyElse = async (): Promise<Context[]> => {
  const roles: Role[] = ["CARE_PROVIDER", "DESK", "MDO_COORDINATOR", "ADMINISTRATOR", "OPERATOR"];
  return Promise.all([organizationContext(noord), ...roles.map((role) => userContext(noord, [role]))]);
};

async function exported(context: Context, input: Parameters<typeof exportAudit>[1]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportAudit(context, input)) lines.push(line);
  return lines;
}

test("finds by patient, outcome, room and day", async () => {
  const byPatient = await searchAudit(officer, { patientIdentifier: "P-1" });
  expect(byPatient.items.filter(({ action }) => action !== "audit.read")).toMatchObject([
    { action: "study.viewed", treatmentRelation: true, emergency: false, isAuthorized: true },
  ]);
  expect((await searchAudit(officer, { outcome: "REFUSED" })).items).toMatchObject([
    { action: "share.viewed", isAuthorized: false },
  ]);
  expect((await searchAudit(officer, { action: "share." })).items).toHaveLength(2);
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" }).format(new Date());
  expect((await searchAudit(officer, { dateFrom: today, dateTo: today })).items.length).toBeGreaterThan(3);
  expect((await searchAudit(officer, { dateTo: "2020-01-01" })).items).toEqual([]);
});

test("names the account that something was done to", async () => {
  const { items } = await searchAudit(officer, { action: "share.sent" });
  expect(items[0]).toMatchObject({ objectName: "Test Person", emergency: true });
});

test("pages by cursor without gaps or repeats", async () => {
  const first = await searchAudit(officer, { action: "share.", limit: 1 });
  const second = await searchAudit(officer, { action: "share.", limit: 1, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ action }) => action)).toEqual([
    "share.viewed",
    "share.sent",
  ]);
  expect(second.nextCursor).toBeNull();
});

test("reading is logged, with whose data was asked for", async () => {
  await searchAudit(officer, { patientIdentifier: "P-9" });
  expect(
    await db.auditEvent.findFirst({ where: { chain: noord }, orderBy: { sequence: "desc" } }),
  ).toMatchObject({ action: "audit.read", patientIdentifier: "P-9", userId: officer.actor.userId });
});

test("exports FHIR lines or CSV, and logs it first", async () => {
  const lines = await exported(officer, { organizationId: noord, action: "share." });
  expect(lines.map((line) => JSON.parse(line).resourceType)).toEqual(["AuditEvent", "AuditEvent"]);
  const csv = await exported(officer, { organizationId: noord, outcome: "REFUSED", format: "csv" });
  expect(csv[0]).toMatch(/^\uFEFFsequence,recordedAt/);
  expect(csv[1]).toContain("share.viewed,REFUSED");
  expect(await db.auditEvent.count({ where: { chain: noord, action: "audit.exported" } })).toBe(2);
});

test("another organisation's officer finds nothing of ours, and may not export it", async () => {
  const { items } = await searchAudit(stranger, {});
  expect(items.every(({ userOrganization }) => userOrganization === "Zuid")).toBe(true);
  await expect(exported(stranger, { organizationId: noord })).rejects.toMatchObject({ status: 404 });
});

test("other roles are refused", async () => {
  for (const context of await everybodyElse()) {
    await expect(searchAudit(context, {})).rejects.toMatchObject({ status: 403 });
    await expect(exported(context, { organizationId: noord })).rejects.toMatchObject({ status: 403 });
    await expect(verifyAuditLog(context)).rejects.toMatchObject({ status: 403 });
  }
});

test("the check says that the log is whole", async () => {
  expect(await verifyAuditLog(officer)).toMatchObject({ ok: true, rows: expect.any(Number) });
});
