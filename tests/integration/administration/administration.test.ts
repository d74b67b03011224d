import { beforeAll, expect, test } from "vitest";
import { getQueueOverview, getStorageOverview, retryJob } from "@/lib/administration";
import type { UserContext } from "@/lib/context";
import { db } from "@/lib/db";
import {
  linkAccount,
  listDepartments,
  listOwnAddresses,
  saveDepartment,
  saveMailbox,
  searchDirectory,
} from "@/lib/directory";
import { enqueue } from "@/lib/queue";
import { shareNotification } from "@/lib/shares/jobs";
import { makeOrganization } from "../../support/accounts";
import { userContext } from "../../support/user-context";

let organizationId: string;
let administrator: UserContext;
let operator: UserContext;

beforeAll(async () => {
  organizationId = (await makeOrganization("Noord")).id;
  administrator = await userContext(organizationId, ["ADMINISTRATOR"]);
  operator = await userContext(organizationId, ["OPERATOR"]);
});

const mailbox = {
  name: "Beeldbalie",
  email: "Balie@Noord.example",
  openingHours: [{ days: ["mon" as const, "tue" as const], from: "08:00", to: "17:30" }],
  acceptedModalities: ["CT"],
  acceptedPurposes: ["REFERRAL" as const],
};

test("a mailbox can be made, found, changed, and taken out of the book", async () => {
  const { departmentId } = await saveDepartment(administrator, {
    name: "Radiologie",
    specialty: "Radiologie",
  });
  const { addressId } = await saveMailbox(administrator, { ...mailbox, departmentId });
  const found = async (q: string) => (await searchDirectory(administrator, { q })).items[0];
  expect(await found("beeldbalie radiologie")).toMatchObject({
    addressId,
    department: "Radiologie",
    specialty: "Radiologie",
    email: "balie@noord.example",
    isActive: false,
    acceptedModalities: ["CT"],
    source: null,
  });

  await saveDepartment(administrator, { departmentId, name: "Beeldvorming" });
  expect(await found("beeldvorming")).toMatchObject({ addressId, department: "Beeldvorming" });

  await saveMailbox(administrator, { ...mailbox, addressId, departmentId, openingHours: [] });
  expect((await listDepartments(administrator)).mailboxes).toMatchObject([{ addressId, openingHours: [] }]);

  await saveMailbox(administrator, { ...mailbox, addressId, departmentId, isListed: false });
  expect(await found("beeldvorming")).toBeUndefined();
});

test("a department of another organisation can't be used", async () => {
  const stranger = await userContext((await makeOrganization("Zuid")).id, ["ADMINISTRATOR"]);
  const { departmentId } = await saveDepartment(stranger, { name: "Vreemd" });
  await expect(saveMailbox(administrator, { ...mailbox, departmentId })).rejects.toMatchObject({
    status: 404,
  });
  await expect(saveDepartment(administrator, { departmentId, name: "Van ons" })).rejects.toMatchObject({
    status: 404,
  });
});

test("an address that waits for an account stands first until one is linked", async () => {
  await saveMailbox(administrator, { ...mailbox, name: "Aaa" });
  const { addressId } = await saveMailbox(administrator, { ...mailbox, name: "Zzz" });
  await db.administratorTask.create({ data: { organizationId, kind: "ACTIVATE_ADDRESS", addressId } });
  const before = await listOwnAddresses(administrator, {});
  expect(before).toMatchObject({ openTasks: 1 });
  expect(before.items[0]).toMatchObject({ addressId, taskSince: expect.any(String), accounts: [] });

  const reader = await userContext(organizationId, ["DESK"]);
  await linkAccount(administrator, { addressId, userId: reader.actor.userId });
  const after = await listOwnAddresses(administrator, { q: "zzz" });
  expect(after).toMatchObject({ openTasks: 0, total: 1 });
  expect(after.items[0]).toMatchObject({ taskSince: null, accounts: [{ userId: reader.actor.userId }] });

  await linkAccount(administrator, { addressId, userId: reader.actor.userId, isLinked: false });
  expect((await listOwnAddresses(administrator, { q: "zzz" })).items[0]?.accounts).toEqual([]);
});

test("a failed job is shown with its error and can be started again", async () => {
  const recipientId = "018f0000-0000-7000-8000-000000000001";
  await db.$transaction((transaction) => enqueue(transaction, shareNotification, { recipientId } as never));
  await db.$executeRaw`
    UPDATE pgboss.job SET state = 'failed', completed_on = now(), retry_count = 5,
      output = '{"message": "connect ECONNREFUSED"}'::jsonb
    WHERE name = ${shareNotification.name}`;
  const overview = await getQueueOverview(operator);
  expect(overview.queues).toContainEqual({ name: shareNotification.name, waiting: 0, active: 0, failed: 1 });
  expect(overview.failed).toMatchObject([
    { name: shareNotification.name, retries: 5, error: "connect ECONNREFUSED" },
  ]);
  const jobId = overview.failed[0]?.jobId ?? "";
  await retryJob(operator, { jobId });
  expect(await getQueueOverview(operator)).toMatchObject({ failed: [] });
  await expect(retryJob(operator, { jobId })).rejects.toMatchObject({ status: 404 });
});

test("storage counts by organisation and tells the room on the disk", async () => {
  const overview = await getStorageOverview(operator);
  expect(overview.organizations).toContainEqual({
    organizationId,
    name: "Noord",
    studies: 0,
    instances: 0,
    bytes: 0,
  });
  expect(overview.disk.freeBytes).toBeGreaterThan(0);
});
