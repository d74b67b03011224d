import { beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db";
import type { ImportOutcome } from "@/lib/db/generated/enums";
import { removeImports } from "@/lib/ingest";
import { listCaughtMails, removeCaughtMails } from "@/lib/mail";
import { checkShare } from "@/lib/shares";
import { removeSessions } from "@/lib/users";
import { makeWorld } from "../shares/world";

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);

let world: Awaited<ReturnType<typeof makeWorld>>;
beforeEach(async () => {
  world = await makeWorld();
});

it("keeps the caught mails that are shown", async () => {
  const mail = { to: "iemand@test.example", text: "", html: "" };
  const mails = Array.from({ length: 510 }, (_, number) => ({ ...mail, subject: `${number}` }));
  await db.caughtMail.createMany({ data: mails.slice(0, 499) });
  await removeCaughtMails();
  expect(await db.caughtMail.count()).toBe(499);
  await db.caughtMail.createMany({ data: mails.slice(499) });
  const shown = await listCaughtMails();
  await removeCaughtMails();
  expect(await db.caughtMail.count()).toBe(500);
  expect(await listCaughtMails()).toEqual(shown);
});

it("removes sessions that have been over for ninety days, however many", async () => {
  const { id: userId } = world.sender.user;
  const session = (days: number) => ({ userId, method: "OIDC" as const, expiresAt: inDays(days) });
  await db.userSession.createMany({ data: Array.from({ length: 5200 }, () => session(-91)) });
  await db.userSession.createMany({ data: [session(-89), session(1)] });
  await removeSessions();
  const left = await db.userSession.findMany({ where: { userId }, orderBy: { expiresAt: "asc" } });
  expect(left.map(({ expiresAt }) => Math.round((expiresAt.getTime() - Date.now()) / DAY))).toEqual([-89, 1]);
});

async function makeImport(closedAt: Date | null, files: [ImportOutcome, string | null][]): Promise<string> {
  const { id } = await db.import.create({
    data: {
      organizationId: world.noord.id,
      userId: world.sender.user.id,
      state: closedAt ? "CLOSED" : "OPEN",
      closedAt,
      createdAt: inDays(-200),
      files: {
        create: files.map(([outcome, studyInstanceUid], path) => ({
          path: `${path}`,
          size: 1,
          outcome,
          studyInstanceUid,
        })),
      },
    },
  });
  return id;
}

it("removes uploads that ended ninety days ago, but not what somebody is still warned of", async () => {
  const { sender, study, request } = world;
  const { studyInstanceUid } = study;
  const old = await makeImport(inDays(-91), [
    ["STORED", studyInstanceUid],
    ["REFUSED", null],
    ["REFUSED", "1.2.3"],
  ]);
  const lacking = await makeImport(inDays(-91), [
    ["STORED", studyInstanceUid],
    ["REFUSED", studyInstanceUid],
  ]);
  const young = await makeImport(inDays(-89), [["STORED", studyInstanceUid]]);
  const open = await makeImport(null, [["STORED", studyInstanceUid]]);
  const large = await makeImport(inDays(-91), []);
  await db.$executeRaw`
    INSERT INTO "ImportFile" ("importId", path, size, outcome)
    SELECT ${large}::uuid, number::text, 1, 'STORED' FROM generate_series(1, 11000) number`;
  const warned = () =>
    checkShare(sender.context, { ...request, studies: [{ studyInstanceUid }] }).then(({ findings }) =>
      findings.find(({ code }) => code === "files_refused"),
    );
  expect(await warned()).toMatchObject({ values: { count: 1 } });
  await removeImports();
  const left = async () => {
    const imports = await db.import.findMany({
      where: { id: { in: [old, lacking, young, open, large] } },
      select: { id: true, _count: { select: { files: true } } },
      orderBy: { id: "asc" },
    });
    return imports.map(({ id, _count }) => [id, _count.files]);
  };
  expect(await left()).toEqual([
    [lacking, 1],
    [young, 1],
    [open, 1],
  ]);
  expect(await warned()).toMatchObject({ values: { count: 1 } });
  await db.study.delete({ where: { id: study.id } });
  await removeImports();
  expect((await left()).map(([id]) => id)).toEqual([young, open]);
});
