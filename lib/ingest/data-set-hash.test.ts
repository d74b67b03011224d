import { createHash, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { DataSetHash } from "./data-set-hash";

const HEAD = 200;

/** Takes a file in chunks, of which those before `streamAt` are held, and hashes what follows its head. */
function hashOf(file: Buffer, chunkSize: number, streamAt: number): Promise<Uint8Array> {
  const hash = new DataSetHash();
  let held = Buffer.alloc(0);
  for (let at = 0; at < file.length; at += chunkSize) {
    const chunk = file.subarray(at, at + chunkSize);
    const part = chunk.subarray(Math.max(0, HEAD - at));
    if (part.length > 0) hash.take(part);
    if (at + chunk.length <= streamAt) held = Buffer.concat([held, chunk]);
    else hash.stream(held);
  }
  const digest = hash.digest(held);
  held.fill(0);
  return digest;
}

it.each([
  ["small, held", 5_000, 1_000, Infinity],
  ["large, held", 300_000, 65_536, Infinity],
  ["streaming from the second chunk on", 300_000, 65_536, 65_536],
  ["streaming from the first chunk on", 300_000, 65_536, 0],
  ["streaming from where the head ends", 5_000, 100, 200],
  ["in odd chunks", 300_000, 777, 150_000],
])("hashes the data set alone: %s", async (_, size, chunkSize, streamAt) => {
  const file = randomBytes(size);
  const expected = createHash("sha256").update(file.subarray(HEAD)).digest();
  expect(Buffer.from(await hashOf(file, chunkSize, streamAt))).toEqual(expected);
});
