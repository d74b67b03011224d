import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { parseStorageUrl } from "@/lib/env";
import { sweepObjects, verifyStore } from "@/lib/keeping";
import { S3Storage } from "@/lib/storage";
import { referencedKeys } from "@/lib/studies";
import { makeInstance, makeOrganization } from "../support/ingest";
import { hasObjectStore, makeBucket } from "../support/s3";

const COUNT = 1200;
const STUDIES = 5;

describe.skipIf(!hasObjectStore)("several processes on one database and one bucket", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "processes-"));
  let url: string;
  let storage: S3Storage;

  beforeAll(async () => {
    url = await makeBucket();
    storage = new S3Storage(parseStorageUrl(url), path.join(folder, "spool"));
    (globalThis as { beeldbrugStorage?: unknown }).beeldbrugStorage = storage;
    const studies = Array.from({ length: STUDIES }, () => newUid());
    fs.mkdirSync(path.join(folder, "disc"));
    for (let number = 0; number < COUNT; number++)
      fs.writeFileSync(
        path.join(folder, "disc", String(number)),
        makeInstance({ StudyInstanceUID: studies[number % STUDIES] as string, InstanceNumber: number }),
      );
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** A process of its own that stores the disc; resolves when it has begun. */
  async function startChild(
    organizationId: string,
  ): Promise<{ child: ChildProcess; ended: Promise<unknown> }> {
    const args = [
      "--import",
      "tsx",
      "tests/support/ingest-child.ts",
      organizationId,
      path.join(folder, "disc"),
    ];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, STORAGE_URL: url },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    await once(child.stdout as NodeJS.ReadableStream, "data");
    return { child, ended };
  }

  /** Every instance once, every byte right, every object named; what isn't is swept. */
  async function expectWhole(organizationId: string): Promise<void> {
    expect(await db.instance.count({ where: { organizationId } })).toBe(COUNT);
    const { checked, bad } = await verifyStore();
    expect(bad).toEqual([]);
    expect(checked).toBe(await db.instance.count());
    await sweepObjects({ now: new Date(Date.now() + 26 * 3_600_000) });
    const keys: string[] = [];
    const range = { after: new Date(0), before: new Date(Date.now() + 60_000) };
    for await (const key of storage.list(range)) keys.push(key);
    expect((await referencedKeys(keys)).size).toBe(keys.length);
    expect((await verifyStore()).bad).toEqual([]);
  }

  it("store the same disc at the same time, once", { timeout: 300_000 }, async () => {
    const organizationId = await makeOrganization();
    const children = await Promise.all([startChild(organizationId), startChild(organizationId)]);
    for (const { child, ended } of children) {
      await ended;
      expect(child.exitCode).toBe(0);
    }
    await expectWhole(organizationId);
  });

  it("go on where one was killed", { timeout: 300_000 }, async () => {
    const organizationId = await makeOrganization();
    const killed = await startChild(organizationId);
    const count = () => db.instance.count({ where: { organizationId } });
    while ((await count()) === 0 && killed.child.exitCode === null) await sleep(10);
    killed.child.kill("SIGKILL");
    await killed.ended;
    const { child, ended } = await startChild(organizationId);
    await ended;
    expect(child.exitCode).toBe(0);
    await expectWhole(organizationId);
  });
});
