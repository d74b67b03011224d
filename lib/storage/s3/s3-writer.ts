import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { giveBuffer, takeBuffer } from "../buffer-pool";
import { toStorageError } from "../errors";
import type { ByteRange, ObjectWriter } from "../storage";
import { type Bucket, fromS3 } from "./client";
import { Spool } from "./spool";
import { upload } from "./upload";

/**
 * Collects an object in a spool and uploads it at commit: what is refused or rewound never reaches the store,
 * and until commit there is nothing to clean up there.
 */
export class S3Writer implements ObjectWriter {
  private readonly spool: Spool;
  private state: "open" | "committed" | "aborted" = "open";

  constructor(
    readonly key: string,
    private readonly bucket: Bucket,
    spoolFolder: string,
  ) {
    this.spool = new Spool(spoolFolder);
  }

  get position(): number {
    return this.spool.position;
  }

  write(chunk: Uint8Array): Promise<void> {
    return this.spool.write(chunk);
  }

  rewind(position: number): void {
    this.spool.rewind(position);
  }

  async *readBack({ offset, length }: ByteRange): AsyncGenerator<Uint8Array> {
    const buffer = takeBuffer();
    try {
      for (let done = 0; done < length; ) {
        const count = await this.spool.readInto(buffer.subarray(0, length - done), offset + done);
        if (count <= 0) throw new Error(`object ${this.key} is shorter than what was written to it`);
        yield buffer.subarray(0, count);
        done += count;
      }
    } finally {
      giveBuffer(buffer);
    }
  }

  /** An object of S3 appears whole or not at all. */
  async checkpoint(): Promise<boolean> {
    return false;
  }

  async commit(): Promise<void> {
    const name = this.bucket.prefix + this.key;
    try {
      await upload(this.bucket, name, this.position, (buffer, offset) => this.spool.readInto(buffer, offset));
      this.state = "committed";
    } catch (error) {
      // An answer may have been lost after the store took it. Not waited for: a dead store is asked long enough.
      this.bucket.client
        .send(new DeleteObjectCommand({ Bucket: this.bucket.name, Key: name }))
        .catch(() => {});
      throw fromS3(toStorageError(error), this.key);
    } finally {
      await this.abort();
    }
  }

  async abort(): Promise<void> {
    if (this.state === "open") this.state = "aborted";
    await this.spool.close();
  }
}
