import { giveBuffer, ObjectMissingError, type Storage, takeBuffer } from "@/lib/storage";

/** Whether an object isn't there, or not all of it. */
export const isIncomplete = (error: unknown): boolean =>
  error instanceof ObjectMissingError || error instanceof ObjectShortError;

/** An object that ends before the last row in it does. */
export class ObjectShortError extends Error {}

/**
 * Copies the first bytes of an object under the same key, durably.
 * @throws ObjectMissingError, ObjectShortError, StorageError
 */
export async function copyObject(from: Storage, to: Storage, key: string, length: number): Promise<void> {
  const object = await from.open(key);
  const buffer = takeBuffer();
  const writer = await to.create(key);
  try {
    for (let done = 0; done < length; ) {
      const count = await object.readInto(buffer.subarray(0, length - done), done);
      if (count === 0) throw new ObjectShortError(`object ${key} has ${done} of ${length} bytes`);
      await writer.write(buffer.subarray(0, count));
      done += count;
    }
    await writer.commit();
  } finally {
    giveBuffer(buffer);
    await writer.abort();
    await object.close();
  }
}
