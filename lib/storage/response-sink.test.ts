import { PassThrough, Writable } from "node:stream";
import { expect, it } from "vitest";
import { ReaderGoneError, ResponseSink } from "./response-sink";
import type { StoredObject } from "./storage";

const content = Buffer.from(
  Array.from({ length: 3_000_000 }, (_, index) => (index * 7 + (index >> 8)) & 0xff),
);

/** Gives at most `most` bytes at a time, as a store may. */
function storedObject(most: number): StoredObject {
  return {
    size: content.length,
    readInto: async (buffer, offset) =>
      content.copy(buffer, 0, offset, Math.min(content.length, offset + Math.min(most, buffer.length))),
    close: async () => {},
  };
}

it.each([10_000_000, 100_000, 4_097])(
  "puts text and stored bytes together, %d read at a time",
  async (most) => {
    const received: Buffer[] = [];
    const target = new Writable({
      write(chunk: Buffer, _encoding, done) {
        // A slow reader, who looks at the bytes when they have come.
        setTimeout(() => {
          received.push(Buffer.from(chunk));
          done();
        }, 1);
      },
    });
    const sink = new ResponseSink(target);
    const expected: Buffer[] = [];
    for (let part = 0; part < 20; part++) {
      const range = { offset: part * 1_000, length: 1 + part * 110_000 };
      const head = Buffer.from(`part ${part}\r\n`);
      await sink.write(head);
      head.fill(0);
      await sink.copy(storedObject(most), range);
      expected.push(
        Buffer.from(`part ${part}\r\n`),
        content.subarray(range.offset, range.offset + range.length),
      );
    }
    await sink.finish();
    expect(Buffer.concat(received).equals(Buffer.concat(expected))).toBe(true);
  },
);

it("tells when the reader goes, and when an object is shorter than it should be", async () => {
  const target = new PassThrough({ highWaterMark: 1 });
  const sink = new ResponseSink(target);
  const sending = sink
    .copy(storedObject(1 << 20), { offset: 0, length: content.length })
    .then(() => sink.finish());
  target.destroy();
  await expect(sending).rejects.toBeInstanceOf(ReaderGoneError);
  const short = new ResponseSink(new PassThrough());
  await expect(short.copy(storedObject(1 << 20), { offset: content.length - 5, length: 10 })).rejects.toThrow(
    "ends before",
  );
});
