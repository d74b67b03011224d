import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { StorageUnavailableError } from "../errors";
import type { Bucket } from "./client";
import { PART_BYTES, withPartBuffer } from "./part-buffers";

const PARTS_AT_ONCE = 4;

/** Where an upload's bytes come from: fills the buffer with those at `offset`, answers how many there were. */
export type Source = (buffer: Uint8Array, offset: number) => Promise<number>;

/**
 * Puts `length` bytes into the store under a name. Each part carries its MD5, which the store holds it against;
 * then the size is asked back. When this rejects nothing new is there under that name.
 */
export async function upload(bucket: Bucket, name: string, length: number, read: Source): Promise<void> {
  if (length <= PART_BYTES) await uploadWhole(bucket, name, length, read);
  else await uploadInParts(bucket, name, length, read);
  const head = await bucket.client.send(new HeadObjectCommand({ Bucket: bucket.name, Key: name }));
  if (head.ContentLength !== length)
    throw new StorageUnavailableError({
      cause: new Error(`the store holds ${head.ContentLength} of ${length} bytes`),
    });
}

async function uploadWhole(bucket: Bucket, name: string, length: number, read: Source): Promise<void> {
  await withPartBuffer(async (buffer) => {
    const bytes = await filled(buffer.subarray(0, length), 0, read);
    await bucket.client.send(
      new PutObjectCommand({ Bucket: bucket.name, Key: name, Body: bytes, ContentMD5: md5(bytes) }),
    );
  });
}

async function uploadInParts(bucket: Bucket, name: string, length: number, read: Source): Promise<void> {
  const at = { Bucket: bucket.name, Key: name };
  const { UploadId } = await bucket.client.send(new CreateMultipartUploadCommand(at));
  try {
    const count = Math.ceil(length / PART_BYTES);
    const parts: { PartNumber: number; ETag: string | undefined }[] = [];
    let next = 0;
    const uploadNext = async (): Promise<void> => {
      while (next < count) {
        const index = next++;
        parts[index] = await withPartBuffer(async (buffer) => {
          const offset = index * PART_BYTES;
          const bytes = await filled(buffer.subarray(0, length - offset), offset, read);
          const { ETag } = await bucket.client.send(
            new UploadPartCommand({
              ...at,
              UploadId,
              PartNumber: index + 1,
              Body: bytes,
              ContentMD5: md5(bytes),
            }),
          );
          return { PartNumber: index + 1, ETag };
        });
      }
    };
    await allEnded(Array.from({ length: PARTS_AT_ONCE }, uploadNext));
    await bucket.client.send(
      new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts: parts } }),
    );
  } catch (error) {
    // Not waited for: what a dead store keeps of it is swept later.
    bucket.client.send(new AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => {});
    throw error;
  }
}

/** Waits for all, also when one fails: none may still use a buffer or the spool afterwards. */
async function allEnded(work: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}

async function filled(buffer: Buffer, offset: number, read: Source): Promise<Buffer> {
  const count = await read(buffer, offset);
  if (count !== buffer.length) throw new Error("fewer bytes to upload than were written");
  return buffer;
}

function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("base64");
}
