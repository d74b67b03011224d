import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { ObjectMissingError, type Storage } from "@/lib/storage";

const MEBIBYTE = 1024 * 1024;

export async function readAll(
  storage: Storage,
  key: string,
  offset: number,
  length: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of storage.read(key, { offset, length })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function storeBytes(storage: Storage, ...chunks: Uint8Array[]): Promise<string> {
  const writer = await storage.create();
  for (const chunk of chunks) await writer.write(chunk);
  await writer.commit();
  return writer.key;
}

/** What every kind of storage promises: held against the files and against a real S3 server. */
export function storageContract(open: () => Storage): void {
  it("keeps bytes of any chunk size and gives ranges back", async () => {
    const storage = open();
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
    expect(Buffer.compare(await readAll(storage, writer.key, 0, bytes.length), bytes)).toBe(0);
    const piece = await readAll(storage, writer.key, 999_999, 1_000_003);
    expect(Buffer.compare(piece, bytes.subarray(999_999, 2_000_002))).toBe(0);
    const some = Buffer.alloc(10);
    expect(await storage.readInto(writer.key, some, bytes.length - 4)).toBe(4);
    expect(await storage.readInto(writer.key, some, bytes.length)).toBe(0);
    expect(some.subarray(0, 4)).toEqual(bytes.subarray(-4));
  });

  it("keeps objects of many parts, and reads them straight on and to and fro", async () => {
    const storage = open();
    const bytes = randomBytes(21 * MEBIBYTE + 17);
    const key = await storeBytes(storage, bytes);
    const object = await storage.open(key);
    expect(object.size).toBe(bytes.length);
    const buffer = Buffer.alloc(700_001);
    for (let at = 0; at < bytes.length; at += buffer.length) {
      const count = await object.readInto(buffer, at);
      expect(count).toBe(Math.min(buffer.length, bytes.length - at));
      expect(Buffer.compare(buffer.subarray(0, count), bytes.subarray(at, at + count))).toBe(0);
    }
    for (const at of [20 * MEBIBYTE, 5, 10 * MEBIBYTE, 10 * MEBIBYTE + buffer.length, 0]) {
      await object.readInto(buffer, at);
      expect(Buffer.compare(buffer, bytes.subarray(at, at + buffer.length))).toBe(0);
    }
    const both = [Buffer.alloc(1000), Buffer.alloc(1000)] as const;
    await Promise.all([object.readInto(both[0], 3), object.readInto(both[1], 9 * MEBIBYTE)]);
    expect(both[0]).toEqual(bytes.subarray(3, 1003));
    expect(both[1]).toEqual(bytes.subarray(9 * MEBIBYTE, 9 * MEBIBYTE + 1000));
    expect(await object.readInto(buffer, bytes.length - 9)).toBe(9);
    await object.close();
  });

  it("forgets what was rewound, also what left memory already", async () => {
    const storage = open();
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

  it("keeps an empty object", async () => {
    const storage = open();
    const key = await storeBytes(storage);
    const object = await storage.open(key);
    expect(object.size).toBe(0);
    expect(await object.readInto(Buffer.alloc(3), 0)).toBe(0);
    await object.close();
  });

  it("shows nothing before commit and nothing after abort", async () => {
    const storage = open();
    const writer = await storage.create();
    await writer.write(Buffer.alloc(2_000_000));
    await expect(storage.open(writer.key)).rejects.toBeInstanceOf(ObjectMissingError);
    await writer.abort();
    await writer.abort();
    await expect(storage.open(writer.key)).rejects.toBeInstanceOf(ObjectMissingError);
    await expect(storage.readInto(writer.key, Buffer.alloc(1), 0)).rejects.toBeInstanceOf(ObjectMissingError);
    await expect(readAll(storage, writer.key, 0, 1)).rejects.toBeInstanceOf(ObjectMissingError);
  });

  it("stores a restored object under the key that its rows name", async () => {
    const storage = open();
    const key = await storeBytes(storage, Buffer.from("once"));
    await storage.delete(key);
    const writer = await storage.create(key);
    await writer.write(Buffer.from("again"));
    await writer.commit();
    expect((await readAll(storage, key, 0, 5)).toString()).toBe("again");
  });

  it("erases a range and leaves the bytes around it", async () => {
    const storage = open();
    const bytes = randomBytes(9 * MEBIBYTE);
    const key = await storeBytes(storage, bytes);
    await storage.erase(key, { offset: 100, length: 2 * MEBIBYTE });
    const after = await readAll(storage, key, 0, bytes.length);
    bytes.fill(0, 100, 100 + 2 * MEBIBYTE);
    expect(Buffer.compare(after, bytes)).toBe(0);
  });

  it("deletes, repeatedly, and lists by time", async () => {
    const storage = open();
    const key = await storeBytes(storage, Buffer.alloc(100, 9));
    const before = new Date(Date.now() + 5000);
    const listed = async (after: Date, until: Date) => {
      const keys: string[] = [];
      for await (const each of storage.list({ after, before: until })) keys.push(each);
      return keys;
    };
    expect(await listed(new Date(0), before)).toContain(key);
    expect(await listed(new Date(), before)).toContain(key);
    expect(await listed(new Date(Date.now() + 2 * 86_400_000), before)).toEqual([]);
    expect(await listed(new Date(0), new Date(Date.now() - 3_600_000))).not.toContain(key);
    await storage.delete(key);
    await storage.delete(key);
    await expect(storage.open(key)).rejects.toBeInstanceOf(ObjectMissingError);
    expect(await listed(new Date(0), before)).not.toContain(key);
  });

  it("proves that it works", async () => {
    await open().check();
  });
}
