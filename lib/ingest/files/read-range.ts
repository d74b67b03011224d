import type { FileHandle } from "node:fs/promises";
import { giveBuffer, takeBuffer } from "@/lib/storage";

/** The bytes of a part of a file, through one reused buffer: a chunk is valid until the next one is asked for. */
export async function* readRange(
  handle: FileHandle,
  start: number,
  length: number,
): AsyncGenerator<Uint8Array> {
  const buffer = takeBuffer();
  try {
    for (let done = 0; done < length; ) {
      const { bytesRead } = await handle.read(
        buffer,
        0,
        Math.min(buffer.length, length - done),
        start + done,
      );
      if (bytesRead === 0) throw new Error("the file became shorter while it was read");
      yield buffer.subarray(0, bytesRead);
      done += bytesRead;
    }
  } finally {
    giveBuffer(buffer);
  }
}
