import type { Socket } from "node:net";
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { ByteSource } from "./byte-source";
import { CommandField } from "./command-set";
import { FragmentReader } from "./fragment-reader";
import { MessageWriter } from "./message-writer";

const command = { commandField: CommandField.storeRequest, messageId: 1, hasDataSet: true };

async function* chunks(bytes: Buffer, size: number) {
  // One buffer for all, as a reader of files has it.
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size)
    yield buffer.subarray(0, bytes.copy(buffer, 0, at, at + size));
}

/** Writes a data set and reads its fragments back. */
async function sent(peerMaximum: number, size: number, bytes: Buffer, length?: number) {
  const pipe = new PassThrough();
  const writer = new MessageWriter(pipe as unknown as Socket, peerMaximum);
  const reader = new FragmentReader(new ByteSource(pipe as unknown as Socket), 1 << 21);
  const written = writer.write(1, command, {
    bytes: chunks(bytes, size),
    ...(length !== undefined && { length }),
  });
  const fragments: { data: Buffer; isLast: boolean }[] = [];
  for (;;) {
    const fragment = await reader.next();
    if (fragment?.kind !== "fragment") throw new Error("a fragment was expected");
    if (fragment.isCommand) continue;
    fragments.push({ data: Buffer.from(fragment.data), isLast: fragment.isLast });
    if (fragment.isLast) break;
  }
  await written;
  return fragments;
}

const bytes = Buffer.from(Array.from({ length: 10_000 }, (_, index) => index % 251));

it.each([
  [4096, 1000],
  [4096, 777],
  [16_384, 20_000],
  [0, 333],
  [7, 100],
])("cuts data sets to even fragments that the peer takes (%i bytes, chunks of %i)", async (maximum, size) => {
  for (const length of [bytes.length, undefined]) {
    const fragments = await sent(maximum, size, bytes, length);
    expect(Buffer.concat(fragments.map(({ data }) => data)).equals(bytes)).toBe(true);
    expect(fragments.every(({ data }) => data.length % 2 === 0 && data.length > 0)).toBe(true);
    if (maximum > 0)
      expect(fragments.every(({ data }) => data.length + 6 <= Math.max(maximum, 8))).toBe(true);
    expect(fragments.filter(({ isLast }) => isLast)).toHaveLength(1);
  }
});

it("notices a data set that is not as long as was said", async () => {
  const pipe = new PassThrough().resume();
  const writer = new MessageWriter(pipe as unknown as Socket, 0);
  const message = (length: number) => writer.write(1, command, { bytes: chunks(bytes, 100), length });
  await expect(message(bytes.length + 2)).rejects.toThrow("broke off");
  await expect(message(500)).rejects.toThrow();
});
