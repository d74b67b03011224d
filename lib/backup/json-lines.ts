import fs from "node:fs";
import fsPromises from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { StringDecoder } from "node:string_decoder";
import { createGunzip, createGzip } from "node:zlib";

/** Writes lines to a compressed file, durably. @returns how many */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<number> {
  await fsPromises.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  let count = 0;
  async function* counted() {
    for await (const line of lines) {
      count += 1;
      yield `${line}\n`;
    }
  }
  const target = fs.createWriteStream(file, { mode: 0o600, flags: "wx", flush: true });
  await pipeline(Readable.from(counted()), createGzip({ level: 5 }), target);
  return count;
}

export async function* readLines(file: string): AsyncGenerator<string> {
  const source = fs.createReadStream(file);
  const text = createGunzip();
  // pipe() hands no error on.
  source.on("error", (error) => text.destroy(error)).pipe(text);
  const decoder = new StringDecoder("utf8");
  let rest = "";
  try {
    for await (const chunk of text) {
      const lines = (rest + decoder.write(chunk)).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    source.destroy();
  }
  if (rest !== "") throw new Error(`${file} is cut off`);
}
