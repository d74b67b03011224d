import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseStorageUrl } from "@/lib/env";
import { ObjectMissingError, S3Storage, StorageError } from "@/lib/storage";
import { startRelay } from "@/tests/support/relay";
import { hasObjectStore, makeBucket, storeAddress } from "@/tests/support/s3";
import { readAll, storageContract, storeBytes } from "@/tests/support/storage-contract";

const MEBIBYTE = 1024 * 1024;

describe.skipIf(!hasObjectStore)("S3Storage", () => {
  const spool = fs.mkdtempSync(path.join(os.tmpdir(), "spool-"));
  let url: string;
  let storage: S3Storage;
  let relay: Awaited<ReturnType<typeof startRelay>>;
  let byRelay: S3Storage;

  beforeAll(async () => {
    relay = await startRelay(storeAddress());
    url = await makeBucket();
    storage = new S3Storage(parseStorageUrl(url), spool);
    byRelay = new S3Storage(parseStorageUrl(url.replace(storeAddress().origin, relay.endpoint)), spool);
  });

  afterAll(async () => {
    await relay?.stop();
    fs.rmSync(spool, { recursive: true, force: true });
  });

  storageContract(() => storage);

  it("leaves no file in its spool", async () => {
    await storeBytes(storage, Buffer.alloc(2_000_000));
    expect(fs.readdirSync(spool)).toEqual([]);
  });

  it("aborts uploads that nobody finished", async () => {
    const client = new S3Client({
      endpoint: storeAddress().origin,
      region: "us-east-1",
      forcePathStyle: true,
    });
    const at = { Bucket: parseStorageUrl(url).bucket, Key: `objects/20260101-00-${"0".repeat(32)}` };
    await client.send(new CreateMultipartUploadCommand(at));
    expect(await storage.sweep(3600)).toBe(0);
    expect(await storage.sweep(-60)).toBe(1);
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: at.Bucket }));
    expect(Uploads).toEqual([]);
    client.destroy();
  });

  it("says that a store is away, keeps nothing, and goes on when it is back", async () => {
    relay.set("refuse");
    for (const size of [1000, 20 * MEBIBYTE]) {
      const writer = await byRelay.create();
      await writer.write(Buffer.alloc(size, 1));
      await expect(writer.commit()).rejects.toMatchObject({ status: 503, refusal: "STORAGE_UNAVAILABLE" });
      await expect(storage.open(writer.key)).rejects.toBeInstanceOf(ObjectMissingError);
    }
    await expect(byRelay.check()).rejects.toBeInstanceOf(StorageError);
    relay.set("pass");
    await byRelay.check();
    const key = await storeBytes(byRelay, Buffer.from("back"));
    expect((await readAll(storage, key, 0, 4)).toString()).toBe("back");
  });

  it("does not wait for ever for a store that says nothing", async () => {
    relay.set("hang");
    await expect(storeBytes(byRelay, Buffer.alloc(1000))).rejects.toMatchObject({ status: 503 });
    relay.set("pass");
    await byRelay.check();
  });

  it("goes on where a broken connection left it", async () => {
    const bytes = randomBytes(700_000);
    const key = await storeBytes(storage, bytes);
    relay.set("cut");
    expect(Buffer.compare(await readAll(byRelay, key, 0, bytes.length), bytes)).toBe(0);
    relay.set("pass");
  });

  it("refuses what its spool has no room for, and keeps nothing of it", async (test) => {
    const disk = fs.mkdtempSync(path.join(os.tmpdir(), "spool-"));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], { stdio: "ignore" });
    } catch {
      if (process.env.REQUIRE_ALL === "1") throw new Error("no small disk can be mounted here");
      return test.skip();
    }
    try {
      const small = new S3Storage(parseStorageUrl(url), disk);
      const writer = await small.create();
      const fill = async () => {
        for (let count = 0; count < 10; count++) await writer.write(randomBytes(MEBIBYTE));
      };
      await expect(fill()).rejects.toMatchObject({ status: 507, refusal: "STORAGE_FULL" });
      await writer.abort();
      const key = await storeBytes(small, randomBytes(3 * MEBIBYTE));
      expect((await readAll(small, key, 0, 3 * MEBIBYTE)).length).toBe(3 * MEBIBYTE);
    } finally {
      execFileSync("umount", ["-l", disk]);
      fs.rmdirSync(disk);
    }
  });

  it("is refused clearly by a bucket that isn't there", async () => {
    const missing = new S3Storage(parseStorageUrl(url.replace(/s3:\/\/[^/]+/, "s3://no-such-bucket")), spool);
    await expect(missing.check()).rejects.toMatchObject({ status: 503 });
  });
});
