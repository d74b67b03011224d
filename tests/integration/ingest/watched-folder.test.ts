import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { addWatchedFolder, removeWatchedFolder, takeDrops } from "@/lib/drops";
import { FileStorage, StorageFullError } from "@/lib/storage";
import { makeInstance, makeOrganization } from "@/tests/support/ingest";
import { makeZip } from "@/tests/support/zip";

const context = systemContext("cli");
let organizationId: string;
let root: string;
let drops: { stop(): Promise<void> } | undefined;

beforeEach(async () => {
  organizationId = await makeOrganization();
  root = (await addWatchedFolder(context, { organizationId })).path;
});
afterEach(async () => {
  await drops?.stop();
  drops = undefined;
  vi.restoreAllMocks();
});

function drop(name: string, bytes: Uint8Array | string, ageSeconds = 120): string {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
  const time = new Date(Date.now() - ageSeconds * 1000);
  fs.utimesSync(file, time, time);
  return file;
}

const exists = (name: string) => fs.existsSync(path.join(root, name));
const stored = () => db.instance.count({ where: { organizationId } });
const until = (check: () => boolean | Promise<boolean>) =>
  vi.waitFor(async () => expect(await check()).toBe(true), { timeout: 40_000, interval: 100 });

describe("a watched folder", () => {
  it("takes what is whole, says why it refuses the rest, and leaves what is being written", async () => {
    drop("a/IM1", makeInstance());
    drop("a/both.zip", makeZip({ one: makeInstance(), two: makeInstance() }));
    drop("text.txt", "a letter that is no image");
    drop("cut", makeInstance().subarray(0, 400));
    drop("coming.part", makeInstance());
    drop("young", makeInstance().subarray(0, 400), 0);
    const outside = path.join(path.dirname(root), "outside");
    fs.mkdirSync(outside, { recursive: true });
    fs.writeFileSync(path.join(outside, "secret"), makeInstance());
    fs.symlinkSync(outside, path.join(root, "link"));
    fs.symlinkSync(path.join(outside, "secret"), path.join(root, "link.dcm"));
    drops = takeDrops();
    await until(() => !exists("a/IM1") && !exists("a/both.zip") && !exists("text.txt") && !exists("cut"));
    expect(await stored()).toBe(3);
    expect(fs.readFileSync(path.join(root, "refused/cut.reason.txt"), "utf8")).toContain("TRUNCATED");
    expect(fs.readFileSync(path.join(root, "refused/text.txt"), "utf8")).toBe("a letter that is no image");
    for (const name of ["coming.part", "young", "link", "link.dcm"]) expect(exists(name)).toBe(true);
    expect(exists("refused/young")).toBe(false);
    expect(await db.study.findMany({ where: { organizationId } })).toMatchObject(
      Array(3).fill({ origin: "FOLDER" }),
    );
    fs.renameSync(path.join(root, "coming.part"), path.join(root, "coming"));
    fs.writeFileSync(path.join(root, "young"), makeInstance());
    await until(async () => (await stored()) === 5 && !exists("coming") && !exists("young"));
  });

  it("keeps files while storage takes none, and takes them later", async () => {
    const full = vi.spyOn(FileStorage.prototype, "create").mockRejectedValue(new StorageFullError());
    drop("IM1", makeInstance());
    drops = takeDrops();
    await until(() => full.mock.calls.length > 0);
    await drops.stop();
    expect(exists("IM1")).toBe(true);
    expect(exists("refused")).toBe(false);
    vi.restoreAllMocks();
    drops = takeDrops();
    await until(() => !exists("IM1"));
    expect(await stored()).toBe(1);
  });

  it("takes nothing while another worker has the folder", async () => {
    const [row] = await db.watchedFolder.findMany({ where: { organizationId } });
    const lease = { folder: row?.id ?? "", holder: "another", until: new Date(Date.now() + 600_000) };
    await db.dropLease.create({ data: lease });
    drop("IM1", makeInstance());
    drops = takeDrops();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await stored()).toBe(0);
    await db.dropLease.update({ where: { folder: lease.folder }, data: { until: new Date(0) } });
    await until(() => !exists("IM1"));
    expect(await stored()).toBe(1);
  });

  it("is below the folder that the installation allows, by itself, and left alone once it is removed", async () => {
    const add = (given: string) => addWatchedFolder(context, { organizationId, path: given });
    await expect(add("/etc")).rejects.toMatchObject({ code: "folder_not_allowed" });
    await expect(add("../elsewhere")).rejects.toMatchObject({ code: "folder_not_allowed" });
    await expect(add(".")).rejects.toMatchObject({ code: "folder_not_allowed" });
    const outside = fs.mkdtempSync(path.join(process.env.DATA_DIR ?? "", "outside-"));
    fs.symlinkSync(outside, path.join(path.dirname(root), "way-out"));
    await expect(add("way-out/x")).rejects.toMatchObject({ code: "folder_not_allowed" });
    expect(fs.readdirSync(outside)).toEqual([]);
    await expect(add(path.join(root, "inner"))).rejects.toMatchObject({ code: "folder_taken" });
    const [row] = await db.watchedFolder.findMany({ where: { organizationId } });
    await removeWatchedFolder(context, { id: row?.id ?? "" });
    drop("IM1", makeInstance());
    drops = takeDrops();
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect(exists("IM1")).toBe(true);
    const actions = await db.auditEvent.findMany({
      where: { chain: organizationId },
      select: { action: true },
    });
    expect(actions.map(({ action }) => action)).toEqual(["watched-folder.added", "watched-folder.removed"]);
  });
});
