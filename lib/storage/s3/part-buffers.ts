/** Bytes of a part of a multipart upload; Amazon's least is 5 MiB, for all but the last. */
export const PART_BYTES = 8 * 1024 * 1024;

const MOST_BUFFERS = 6;
const free: Buffer[] = [];
const waiting: ((buffer: Buffer) => void)[] = [];
let made = 0;

/**
 * Runs `work` with one of the process's few part buffers, waiting for one when all are in use: however many
 * uploads run at once, they hold 48 MiB together.
 */
export async function withPartBuffer<Result>(work: (buffer: Buffer) => Promise<Result>): Promise<Result> {
  const buffer = await take();
  try {
    return await work(buffer);
  } finally {
    const next = waiting.shift();
    if (next) next(buffer);
    else free.push(buffer);
  }
}

async function take(): Promise<Buffer> {
  const buffer = free.pop();
  if (buffer) return buffer;
  if (made < MOST_BUFFERS) {
    made += 1;
    return Buffer.allocUnsafeSlow(PART_BYTES);
  }
  return new Promise((resolve) => waiting.push(resolve));
}
