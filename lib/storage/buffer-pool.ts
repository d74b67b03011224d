/** Size of every pooled buffer, in bytes. */
export const BUFFER_BYTES = 1024 * 1024;

const MOST_KEPT = 32;
const free: Buffer[] = [];

/** A used 1 MiB buffer with arbitrary content: fresh ones per object cost seconds of CPU per gigabyte. */
export function takeBuffer(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
}

/** Hand it back only when nothing refers to it any more. */
export function giveBuffer(buffer: Buffer): void {
  if (free.length < MOST_KEPT) free.push(buffer);
}
