import { fstatSync } from "node:fs";
import fs, { type FileHandle } from "node:fs/promises";
import path from "node:path";
import { BUFFER_BYTES, giveBuffer, takeBuffer } from "./buffer-pool";
import { ObjectMissingError, StorageFullError, toStorageError } from "./errors";
import type { ByteRange, ObjectWriter } from "./storage";
import { syncFolder } from "./sync-folder";

/**
 * Writes a file under a temporary name and gives it its own at the first checkpoint or at commit. A short write
 * looks like success to Node: the bytes written are counted at every write and the size is asked again before
 * either resolves.
 */
export class FileWriter implements ObjectWriter {
  position = 0;
  private readonly buffer = takeBuffer();
  /** Bytes of the file that are valid; the buffer's come after them. */
  private flushed = 0;
  private fileSize = 0;
  /** Bytes that the last checkpoint made durable. */
  private durable = 0;
  private isNamed = false;
  private isOpen = true;

  constructor(
    readonly key: string,
    private readonly handle: FileHandle,
    private readonly temporary: string,
    private readonly target: string,
  ) {}

  async write(chunk: Uint8Array): Promise<void> {
    if (chunk.length >= BUFFER_BYTES / 2) {
      await this.flush();
      await this.writeOut(chunk);
    } else {
      if (this.position - this.flushed + chunk.length > BUFFER_BYTES) await this.flush();
      this.buffer.set(chunk, this.position - this.flushed);
    }
    this.position += chunk.length;
  }

  rewind(position: number): void {
    if (position < this.durable) throw new Error("what is durable can't be forgotten");
    this.position = position;
    this.flushed = Math.min(this.flushed, position);
  }

  async *readBack({ offset, length }: ByteRange): AsyncGenerator<Uint8Array> {
    await this.flush();
    const buffer = takeBuffer();
    try {
      for (let done = 0; done < length; ) {
        const wanted = Math.min(buffer.length, length - done);
        const { bytesRead } = await this.handle.read(buffer, 0, wanted, offset + done);
        if (bytesRead === 0) throw new Error(`object ${this.key} is shorter than what was written to it`);
        yield buffer.subarray(0, bytesRead);
        done += bytesRead;
      }
    } finally {
      giveBuffer(buffer);
    }
  }

  async checkpoint(): Promise<boolean> {
    try {
      await this.makeDurable();
    } catch (error) {
      // After a failed fsync nobody knows what the disk has: nothing more is written here. What was deleted can
      // still be read back, to be written elsewhere.
      if (!(error instanceof ObjectMissingError)) await this.abort();
      throw toStorageError(error);
    }
    return true;
  }

  async commit(): Promise<void> {
    await this.checkpoint();
    await this.end();
  }

  /** What an earlier checkpoint made durable stays. */
  async abort(): Promise<void> {
    if (!this.isOpen) return;
    if (this.durable > 0 && this.fileSize > this.durable)
      await this.handle.truncate(this.durable).catch(() => {});
    await this.end();
    if (this.durable > 0) return;
    await fs.rm(this.temporary, { force: true });
    await fs.rm(this.target, { force: true });
  }

  private async makeDurable(): Promise<void> {
    await this.flush();
    if (this.fileSize > this.position) await this.handle.truncate(this.position);
    this.fileSize = this.position;
    if (this.durable > 0) await this.handle.datasync();
    else await this.handle.sync();
    // Of an open file this asks the kernel's memory, never the disk.
    const { size, nlink } = fstatSync(this.handle.fd);
    if (size !== this.position) throw new StorageFullError();
    if (nlink === 0) throw new ObjectMissingError(this.key);
    if (!this.isNamed) {
      await fs.rename(this.temporary, this.target);
      await syncFolder(path.dirname(this.target));
      this.isNamed = true;
    }
    this.durable = this.position;
  }

  private async end(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    giveBuffer(this.buffer);
    await this.handle.close().catch(() => {});
  }

  private async flush(): Promise<void> {
    const length = this.position - this.flushed;
    if (length > 0) await this.writeOut(this.buffer.subarray(0, length));
  }

  private async writeOut(bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.handle
        .write(bytes, done, bytes.length - done, this.flushed)
        .catch((error: unknown) => {
          throw toStorageError(error);
        });
      if (bytesWritten === 0) throw new StorageFullError();
      done += bytesWritten;
      this.flushed += bytesWritten;
    }
    this.fileSize = Math.max(this.fileSize, this.flushed);
  }
}
