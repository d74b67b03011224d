import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

async function readAll(key: string, offset: number, length: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of storage.read(key, { offset, length })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe("FileStorage", () => {
  it("keeps bytes of any chunk size and gives ranges back", async () => {
    const bytes = randomBytes(3_500_001);
    const writer = await storage.create();
    const sizes = [1, 7, 100_000, 600_000, 1_200_000, 3];
    let at = 0;
    for (let i = 0; at < bytes.length; i++) {
      const size = sizes[i % sizes.length] as number;
      await writer.write(bytes.subarray(at, at + size));
      at += size;
    }
    expect(writer.position).toBe(bytes.length);
    await writer.commit();
    expect(Buffer.compare(await readAll(writer.key, 0, bytes.length), bytes)).toBe(0);
    expect(
      Buffer.compare(await readAll(writer.key, 999_999, 1_000_003), bytes.subarray(999_999, 2_000_002)),
    ).toBe(0);
    const some = Buffer.alloc(10);
    expect(await storage.readInto(writer.key, some, bytes.length - 4)).toBe(4);
    expect(incoming()).toEqual([]);
  });

  it("forgets what was rewound, also what is on disk already", async () => {
    const writer = await storage.create();
    await writer.write(Buffer.alloc(10, 1));
    await writer.write(randomBytes(2_000_000));
    writer.rewind(10);
    await writer.write(Buffer.alloc(5, 2));
    const back: Buffer[] = [];
    for await (const chunk of writer.readBack({ offset: 8, length: 7 })) back.push(Buffer.from(chunk));
    expect(Buffer.concat(back)).toEqual(Buffer.from([1, 1, 2, 2, 2, 2, 2]));
    await writer.write(Buffer.alloc(5, 3));
    await writer.commit();
    const object = await storage.open(writer.key);
    expect(object.size).toBe(20);
    await object.close();
  });

  it("shows nothing before commit and leaves nothing after abort", async () => {
    const writer = await storage.create();
    await writer.write(Buffer.alloc(2_000_000));
    await expect(storage.open(writer.key)).rejects.toBeInstanceOf(ObjectMissingError);
    await writer.abort();
    expect(incoming()).toEqual([]);
  });

  it("deletes, erases ranges and lists", async () => {
    const writer = await storage.create();
    await writer.write(Buffer.alloc(100, 9));
    await writer.commit();
    await storage.erase(writer.key, { offset: 10, length: 20 });
    const bytes = await readAll(writer.key, 0, 100);
    expect(bytes.filter((byte) => byte === 0).length).toBe(20);
    const keys: string[] = [];
    const before = new Date(Date.now() + 1000);
    for await (const key of storage.list({ after: new Date(0), before })) keys.push(key);
    expect(keys).toContain(writer.key);
    const tomorrow = new Date(Date.now() + 86_400_000);
    for await (const key of storage.list({ after: tomorrow, before })) throw new Error(`${key} is of today`);
    await storage.delete(writer.key);
    await storage.delete(writer.key);
    await expect(storage.open(writer.key)).rejects.toBeInstanceOf(ObjectMissingError);
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
