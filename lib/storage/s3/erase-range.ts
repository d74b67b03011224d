import { toStorageError } from "../errors";
import type { ByteRange } from "../storage";
import { type Bucket, fromS3 } from "./client";
import { readRange } from "./read-range";
import type { Spool } from "./spool";
import { upload } from "./upload";

/**
 * An object store overwrites nothing in place: the object is replaced at once by one of the same size that has
 * zeros there, so that every other range in it stays where rows say. Until then the old one stands.
 */
export async function eraseRange(
  bucket: Bucket,
  key: string,
  size: number,
  { offset, length }: ByteRange,
  spool: Spool,
): Promise<void> {
  try {
    for await (const chunk of readRange(bucket, key, { offset: 0, length: size })) {
      const from = Math.max(0, offset - spool.position);
      const to = Math.min(chunk.length, offset + length - spool.position);
      if (from < to) chunk.fill(0, from, to);
      await spool.write(chunk);
    }
    if (spool.position !== size) throw new Error(`object ${key} changed while a range was erased`);
    await upload(bucket, bucket.prefix + key, size, (buffer, at) => spool.readInto(buffer, at));
  } catch (error) {
    throw fromS3(toStorageError(error), key);
  } finally {
    await spool.close();
  }
}
