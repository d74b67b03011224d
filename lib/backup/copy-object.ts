import { giveBuffer, type Storage, takeBuffer } from "@/lib/storage";

/** Copies the first bytes of an object under the same key, durably. @throws ObjectMissingError, StorageError */
export async function copyObject(from: Storage, to: Storage, key: string, length: number): Promise<void> {
  const object = await from.open(key);
  const buffer = takeBuffer();
  const writer = await to.create(key);
  try {
    for (let done = 0; done < length; ) {
      const count = await object.readInto(buffer.subarray(0, length - done), done);
      if (count === 0) throw new Error(`object ${key} has ${done} of ${length} bytes`);
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
