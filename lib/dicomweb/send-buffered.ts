import type { ServerResponse } from "node:http";
import { BUFFER_BYTES, giveBuffer, type StoredObject, takeBuffer } from "@/lib/storage";

/** Text, or bytes of the stored object. */
export type Piece = string | { offset: number; length: number };

export function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce(
    (sum, piece) => sum + (typeof piece === "string" ? Buffer.byteLength(piece) : piece.length),
    0,
  );
}

export const fitsBuffer = (length: number): boolean => length <= BUFFER_BYTES;

/** Ends an answer whose head was written with what fits into one reused buffer: one read, one write. */
export async function sendBuffered(
  res: ServerResponse,
  pieces: readonly Piece[],
  object: StoredObject,
): Promise<void> {
  const buffer = takeBuffer();
  let at = 0;
  try {
    for (const piece of pieces) {
      if (typeof piece === "string") at += buffer.write(piece, at);
      else {
        const target = buffer.subarray(at, at + piece.length);
        if ((await object.readInto(target, piece.offset)) < piece.length)
          throw new Error("a stored object ends within a frame");
        at += piece.length;
      }
    }
  } catch (error) {
    giveBuffer(buffer);
    throw error;
  }
  await new Promise<void>((resolve) => {
    // Of a connection that broke nobody knows when it lets go of the buffer.
    res.once("close", resolve);
    res.end(buffer.subarray(0, at), () => {
      giveBuffer(buffer);
      resolve();
    });
  });
}
