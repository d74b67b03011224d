import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import type { S3Location } from "@/lib/env";
import { KEY, keyHour, newKey } from "../object-key";
import type { ByteRange, ObjectWriter, Storage, StoredObject } from "../storage";
import { type Bucket, fromS3, openBucket } from "./client";
import { eraseRange } from "./erase-range";
import { readRange } from "./read-range";
import { fillFrom, S3Object } from "./s3-object";
import { S3Writer } from "./s3-writer";
import { Spool } from "./spool";

const MOST_SIZES = 10_000;

/**
 * Objects in a bucket of S3 or of what speaks its language. Keys are random, so nothing depends on conditional
 * writes, which some stores ignore.
 */
export class S3Storage implements Storage {
  private readonly bucket: Bucket;
  /** Objects never change their size: a second opening needs no question. */
  private readonly sizes = new Map<string, number>();

  constructor(
    location: S3Location,
    private readonly spoolFolder: string,
  ) {
    this.bucket = openBucket(location);
  }

  async create(key = newKey()): Promise<ObjectWriter> {
    return new S3Writer(key, this.bucket, this.spoolFolder);
  }

  read(key: string, range: ByteRange): Readable {
    return Readable.from(this.chunks(key, range), { objectMode: false, highWaterMark: 1024 * 1024 });
  }

  async readInto(key: string, buffer: Uint8Array, offset: number): Promise<number> {
    return fillFrom(readRange(this.bucket, key, { offset, length: buffer.length }), buffer);
  }

  async open(key: string): Promise<StoredObject> {
    return new S3Object(this.bucket, key, this.sizes.get(key) ?? (await this.askSize(key)));
  }

  async delete(key: string): Promise<void> {
    this.sizes.delete(key);
    await this.ask(key, (at) => this.bucket.client.send(new DeleteObjectCommand(at)));
  }

  async erase(key: string, range: ByteRange): Promise<void> {
    const size = await this.askSize(key);
    await eraseRange(this.bucket, key, size, range, new Spool(this.spoolFolder));
  }

  async check(): Promise<void> {
    const writer = await this.create();
    await writer.write(Buffer.from("check"));
    await writer.commit();
    const bytes = Buffer.alloc(5);
    if ((await this.readInto(writer.key, bytes, 0)) !== 5 || bytes.toString() !== "check")
      throw new Error("the store gave other bytes back");
    await this.delete(writer.key);
  }

  async sweep(seconds: number): Promise<number> {
    const oldest = Date.now() - seconds * 1000;
    let count = 0;
    for await (const { key, uploadId, initiated } of this.unfinishedUploads()) {
      if (initiated.getTime() > oldest) continue;
      await this.ask(key, (at) =>
        this.bucket.client.send(new AbortMultipartUploadCommand({ ...at, UploadId: uploadId })),
      );
      count += 1;
    }
    return count;
  }

  async *list({ after, before }: { after: Date; before: Date }): AsyncGenerator<string> {
    const { prefix } = this.bucket;
    let token: string | undefined;
    do {
      const page = await this.ask("", () =>
        this.bucket.client.send(
          new ListObjectsV2Command({
            Bucket: this.bucket.name,
            Prefix: prefix,
            // Of the day, as other stores do; keys are in the order of time.
            StartAfter: prefix + keyHour(after).slice(0, 8),
            ContinuationToken: token,
          }),
        ),
      );
      for (const { Key = "", LastModified } of page.Contents ?? []) {
        const key = Key.slice(prefix.length);
        if (KEY.test(key) && LastModified && LastModified < before) yield key;
      }
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  private async *unfinishedUploads() {
    let next: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
    while (next) {
      const marker: { KeyMarker?: string; UploadIdMarker?: string } = next;
      const page = await this.ask("", () =>
        this.bucket.client.send(
          new ListMultipartUploadsCommand({
            Bucket: this.bucket.name,
            Prefix: this.bucket.prefix,
            ...marker,
          }),
        ),
      );
      for (const { Key = "", UploadId, Initiated } of page.Uploads ?? []) {
        const key = Key.slice(this.bucket.prefix.length);
        if (KEY.test(key) && UploadId && Initiated) yield { key, uploadId: UploadId, initiated: Initiated };
      }
      next = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker ?? "", UploadIdMarker: page.NextUploadIdMarker ?? "" }
        : undefined;
    }
  }

  private async *chunks(key: string, range: ByteRange): AsyncGenerator<Uint8Array> {
    let done = 0;
    for await (const chunk of readRange(this.bucket, key, range)) {
      done += chunk.length;
      yield chunk;
    }
    if (done < range.length) throw new Error(`object ${key} ends before byte ${range.offset + range.length}`);
  }

  private async askSize(key: string): Promise<number> {
    const head = await this.ask(key, (at) => this.bucket.client.send(new HeadObjectCommand(at)));
    const size = head.ContentLength ?? 0;
    if (this.sizes.size >= MOST_SIZES) this.sizes.delete(this.sizes.keys().next().value as string);
    this.sizes.set(key, size);
    return size;
  }

  private async ask<Answer>(
    key: string,
    send: (at: { Bucket: string; Key: string }) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await send({ Bucket: this.bucket.name, Key: this.bucket.prefix + key });
    } catch (error) {
      throw fromS3(error, key);
    }
  }
}
