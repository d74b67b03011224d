import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storageContract, storeBytes } from "@/tests/support/storage-contract";
import { ObjectMissingError } from "./errors";
import { FileStorage } from "./file-storage";

let root: string;
let storage: FileStorage;

beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "storage-"));
  storage = new FileStorage(root);
});

afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const incoming = () => fs.readdirSync(path.join(root, "incoming"));

describe("FileStorage", () => {
  storageContract(() => storage);

  it("leaves no temporary file after commit or abort", async () => {
    await storeBytes(storage, Buffer.alloc(2_000_000));
    const writer = await storage.create();
    await writer.write(Buffer.alloc(2_000_000));
    await writer.abort();
    expect(incoming()).toEqual([]);
  });

  it("takes no key that leads out of its folder", async () => {
    await expect(storage.open("../../etc/passwd")).rejects.toBeInstanceOf(ObjectMissingError);
  });

  it("sweeps what was never finished", async () => {
    const writer = await storage.create();
    await writer.write(Buffer.alloc(10));
    expect(await storage.sweep(3600)).toBe(0);
    expect(await storage.sweep(-1)).toBe(1);
  });
});
