import { GetObjectCommand } from "@aws-sdk/client-s3";
import { StorageUnavailableError } from "../errors";
import type { ByteRange } from "../storage";
import { type Body, type Bucket, fromS3, isOutOfRange, rangeHeader } from "./client";

const MOST_BREAKS = 3;

/**
 * The bytes of a range as they come; ends early only at the object's end. A connection that breaks is taken up
 * where it broke.
 * @throws ObjectMissingError, StorageUnavailableError
 */
export async function* readRange(
  bucket: Bucket,
  key: string,
  { offset, length }: ByteRange,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for (let breaks = 0; done < length; ) {
    const body = await openRange(bucket, key, { offset: offset + done, length: length - done });
    if (!body) return;
    try {
      for await (const chunk of body) {
        done += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      breaks += 1;
      if (breaks >= MOST_BREAKS) throw new StorageUnavailableError({ cause: error });
    }
  }
}

async function openRange(
  bucket: Bucket,
  key: string,
  { offset, length }: ByteRange,
): Promise<Body | undefined> {
  try {
    const { Body } = await bucket.client.send(
      new GetObjectCommand({
        Bucket: bucket.name,
        Key: bucket.prefix + key,
        Range: rangeHeader(offset, length),
      }),
    );
    return Body as Body;
  } catch (error) {
    if (isOutOfRange(error)) return undefined;
    throw fromS3(error, key);
  }
}
