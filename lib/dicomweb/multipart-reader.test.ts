import { describe, expect, it } from "vitest";
import { fc } from "@/tests/support/fast-check";
import { MultipartError, parseMultipartType, readMultipart } from "./multipart-reader";

async function* chunked(bytes: Uint8Array, sizes: number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] as number;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

function body(parts: Uint8Array[], { boundary = "b", preamble = "", epilogue = "\r\n" } = {}): Buffer {
  const pieces: Uint8Array[] = [Buffer.from(preamble)];
  parts.forEach((part, index) => {
    const lead = index === 0 && preamble === "" ? "" : "\r\n";
    pieces.push(
      Buffer.from(`${lead}--${boundary}\r\nContent-Type: application/dicom\r\nX-N: ${index}\r\n\r\n`),
      part,
    );
  });
  pieces.push(Buffer.from(`\r\n--${boundary}--${epilogue}`));
  return Buffer.concat(pieces);
}

async function readAll(source: AsyncIterable<Uint8Array>, boundary = "b"): Promise<Buffer[]> {
  const parts: Buffer[] = [];
  for await (const part of readMultipart(source, boundary)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of part.bytes) chunks.push(chunk);
    parts.push(Buffer.concat(chunks));
  }
  return parts;
}

describe("readMultipart", () => {
  it("gives every part's bytes, wherever the chunks fall", async () => {
    // Bytes out of which boundaries are made, so that nearly-boundaries are common.
    const part = fc
      .array(fc.constantFrom(13, 10, 45, 98, 0), { maxLength: 60 })
      .map((bytes) => Buffer.from(bytes));
    const isFree = (bytes: Buffer) => !Buffer.concat([Buffer.from("\r\n"), bytes]).includes("\r\n--b");
    await fc.assert(
      fc.asyncProperty(
        fc.array(part.filter(isFree), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        async (parts, sizes) => {
          expect(await readAll(chunked(body(parts), sizes))).toEqual(parts);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("takes preamble, epilogue, padded boundaries and parts without headers", async () => {
    expect(
      await readAll(chunked(body([Buffer.from("x")], { preamble: "hello", epilogue: "bye" }), [3])),
    ).toEqual([Buffer.from("x")]);
    const bare = Buffer.from("--b  \r\n\r\nabc\r\n--b--");
    expect(await readAll(chunked(bare, [1]))).toEqual([Buffer.from("abc")]);
    expect(await readAll(chunked(Buffer.from("--b--"), [2]))).toEqual([]);
  });

  it("skips parts that nobody reads, or reads to an end", async () => {
    const names: string[] = [];
    for await (const part of readMultipart(
      chunked(body([Buffer.alloc(5000), Buffer.alloc(5000), Buffer.from("z")]), [999]),
      "b",
    )) {
      names.push(part.headers.get("x-n") ?? "");
      for await (const _ of part.bytes) break;
    }
    expect(names).toEqual(["0", "1", "2"]);
  });

  it.each([
    ["an empty body", ""],
    ["no boundary", "hello, this is no multipart at all"],
    ["a body that is cut", "--b\r\n\r\nabc"],
    ["a boundary that goes on", "--bbb\r\n\r\nabc\r\n--b--"],
    ["an endless header", `--b\r\nX: ${"x".repeat(20_000)}`],
  ])("refuses %s", async (_, text) => {
    await expect(readAll(chunked(Buffer.from(text), [1000]))).rejects.toBeInstanceOf(MultipartError);
  });
});

describe("parseMultipartType", () => {
  it.each([
    [
      'multipart/related; type="application/dicom"; boundary=abc',
      { boundary: "abc", type: "application/dicom" },
    ],
    [
      'Multipart/Related;boundary="a b;c"; Type=application/dicom+json',
      { boundary: "a b;c", type: "application/dicom+json" },
    ],
    ["multipart/related", undefined],
    ["multipart/form-data; boundary=a", undefined],
    [`multipart/related; boundary=${"a".repeat(71)}`, undefined],
  ])("reads %j", (text, expected) => expect(parseMultipartType(text)).toEqual(expected));
});
