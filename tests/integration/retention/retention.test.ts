import pg from "pg";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { env } from "@/lib/env";
import { applyRetention, getRetention, keepStudy, setRetentionRule } from "@/lib/retention";
import { storage } from "@/lib/storage";
import { ingest, makeInstance, makeOrganization } from "@/tests/support/ingest";
import { userContext } from "@/tests/support/user-context";

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);

let organizationId: string;
let administrator: Awaited<ReturnType<typeof userContext>>;

beforeAll(async () => {
  organizationId = await makeOrganization();
  administrator = await userContext(organizationId, ["ADMINISTRATOR"]);
  await setRetentionRule(administrator, { origin: "CLI", days: 30 });
});

async function makeStudy(): Promise<string> {
  const uid = newUid();
  await ingest(organizationId, makeInstance({ StudyInstanceUID: uid, PatientID: uid }));
  return uid;
}

async function asOwner(sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: env.DATABASE_OWNER_URL });
  await owner.connect();
  await owner.query(sql).finally(() => owner.end());
}

const exists = async (uid: string) => (await db.study.count({ where: { studyInstanceUid: uid } })) === 1;
const marked = async () =>
  (await getRetention(administrator)).studies
    .filter((each) => !each.isKept)
    .map((each) => each.studyInstanceUid);

async function share(uid: string, state: "SENT" | "REVOKED", expiresAt: Date, stateAt = new Date()) {
  const study = await db.study.findFirstOrThrow({ where: { studyInstanceUid: uid } });
  return db.share.create({
    data: {
      organizationId,
      senderId: administrator.actor.userId,
      state,
      stateAt,
      purpose: "CONSULT",
      priority: "ROUTINE",
      expiresAt,
      studies: { create: { studyId: study.id } },
    },
  });
}

it("marks what is over, lets it go after the grace, bytes too, and logs both", async () => {
  const uid = await makeStudy();
  const row = await db.instance.findFirstOrThrow({ where: { study: { studyInstanceUid: uid } } });
  expect(await applyRetention({ now: inDays(29) })).toEqual({ marked: 0, removed: 0 });
  expect((await applyRetention({ now: inDays(31) })).marked).toBe(1);
  expect(await marked()).toEqual([uid]);
  expect((await applyRetention({ now: inDays(44) })).removed).toBe(0);
  expect(await exists(uid)).toBe(true);
  expect((await applyRetention({ now: inDays(46) })).removed).toBe(1);
  expect(await exists(uid)).toBe(false);
  await expect(storage.open(row.objectKey)).rejects.toThrow();
  const events = await db.auditEvent.findMany({
    where: { chain: organizationId },
    orderBy: { sequence: "asc" },
  });
  expect(events.find((event) => event.action === "retention.changed")?.detail).toEqual({
    origin: "CLI",
    days: 30,
  });
  expect(events.find((event) => event.action === "retention.marked")?.detail).toMatchObject({ studies: 1 });
  const deleted = events.find((event) => event.action === "study.deleted");
  expect(deleted).toMatchObject({ studyInstanceUid: uid, detail: { reason: "RETENTION", instances: 1 } });
});

it("keeps what a share still shows, and counts from the share's end", async () => {
  const [shown, over, revoked] = [await makeStudy(), await makeStudy(), await makeStudy()];
  await share(shown, "SENT", inDays(60));
  await share(over, "SENT", inDays(5));
  await share(revoked, "REVOKED", inDays(60), inDays(3));
  await applyRetention({ now: inDays(31) });
  expect(await marked()).toEqual([]);
  await applyRetention({ now: inDays(36) });
  expect((await marked()).sort()).toEqual([over, revoked].sort());
  // Sent again: no longer marked, and not removed although its grace is over.
  await share(over, "SENT", inDays(100));
  await applyRetention({ now: inDays(60) });
  expect([await exists(over), await exists(revoked), await exists(shown)]).toEqual([true, false, true]);
  await db.study.deleteMany({ where: { organizationId } });
});

it("keeps what somebody said to keep, and what no rule is for", async () => {
  const [kept, other] = [await makeStudy(), await makeStudy()];
  await db.study.updateMany({ where: { studyInstanceUid: other }, data: { origin: "CSTORE" } });
  await applyRetention({ now: inDays(31) });
  expect(await marked()).toEqual([kept]);
  await keepStudy(administrator, { studyInstanceUid: kept, isKept: true });
  expect(await applyRetention({ now: inDays(400) })).toEqual({ marked: 0, removed: 0 });
  expect([await exists(kept), await exists(other)]).toEqual([true, true]);
  await keepStudy(administrator, { studyInstanceUid: kept, isKept: false });
  expect((await applyRetention({ now: inDays(400) })).marked).toBe(1);
  await setRetentionRule(administrator, { origin: "CLI", days: null });
  await applyRetention({ now: inDays(800) });
  expect([await exists(kept), await marked()]).toEqual([true, []]);
});

it("goes on with the others where one can't be marked or removed, and fails at the end", async () => {
  const studies = [await makeStudy(), await makeStudy(), await makeStudy()];
  const keyOf = async (uid = "") =>
    (await db.instance.findFirstOrThrow({ where: { study: { studyInstanceUid: uid } } })).objectKey;
  await setRetentionRule(administrator, { origin: "CLI", days: 30 });
  await applyRetention({ now: inDays(31) });
  const stranger = await makeOrganization();
  await setRetentionRule(await userContext(stranger, ["ADMINISTRATOR"]), { origin: "CLI", days: 30 });
  await ingest(stranger, makeInstance());
  await asOwner(`ALTER TABLE "RetentionMark" ADD CONSTRAINT bad CHECK ("organizationId" <> '${stranger}')`);
  const later = await makeStudy();
  const bad = await keyOf(studies[0]);
  const remove = storage.delete.bind(storage);
  const holder = globalThis as unknown as { beeldbrugStorage: { delete: typeof remove } };
  holder.beeldbrugStorage.delete = async (key) => {
    if (key === bad) throw new Error("the disk says no");
    await remove(key);
  };
  await expect(applyRetention({ now: inDays(46) })).rejects.toThrow("says no");
  Reflect.deleteProperty(holder.beeldbrugStorage, "delete");
  expect(await Promise.all(studies.map(exists))).toEqual([false, false, false]);
  expect(await marked()).toContain(later);
  await asOwner(`ALTER TABLE "RetentionMark" DROP CONSTRAINT bad`);
  expect((await applyRetention({ now: inDays(46) })).marked).toBe(1);
});

it("is the administrator's, of the own organisation", async () => {
  const uid = await makeStudy();
  const stranger = await userContext(await makeOrganization(), ["ADMINISTRATOR"]);
  const desk = await userContext(organizationId, ["DESK"]);
  await expect(getRetention(desk)).rejects.toMatchObject({ status: 403 });
  await expect(setRetentionRule(desk, { origin: "CLI", days: 1 })).rejects.toMatchObject({ status: 403 });
  const keep = { studyInstanceUid: uid, isKept: true };
  await expect(keepStudy(desk, keep)).rejects.toMatchObject({ status: 403 });
  await expect(keepStudy(stranger, keep)).rejects.toMatchObject({ status: 404 });
});
