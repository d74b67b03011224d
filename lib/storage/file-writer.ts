import fs, { type FileHandle } from "node:fs/promises";
import path from "node:path";
import { BUFFER_BYTES, giveBuffer, takeBuffer } from "./buffer-pool";
import { StorageFullError, toStorageError } from "./errors";
import type { ByteRange, ObjectWriter } from "./storage";
import { syncFolder } from "./sync-folder";

/**
 * Writes a file under a temporary name and gives it its own at commit. A short write looks like success to
 * Node: the bytes written are counted at every write and the size is asked again before commit resolves.
 */
export class FileWriter implements ObjectWriter {
  position = 0;
  private readonly buffer = takeBuffer();
  /** Bytes of the file that are valid; the buffer's come after them. */
  private flushed = 0;
  private fileSize = 0;
  private state: "open" | "committed" | "aborted" = "open";

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

  async commit(): Promise<void> {
    try {
      await this.flush();
      if (this.fileSize > this.position) await this.handle.truncate(this.position);
      await this.handle.sync();
      const { size } = await this.handle.stat();
      if (size !== this.position) throw new StorageFullError();
      await this.handle.close();
      await fs.rename(this.temporary, this.target);
      await syncFolder(path.dirname(this.target));
      this.end("committed");
    } catch (error) {
      await this.abort();
      await fs.rm(this.target, { force: true });
      throw toStorageError(error);
    }
  }

  async abort(): Promise<void> {
    if (this.state !== "open") return;
    this.end("aborted");
    await this.handle.close().catch(() => {});
    await fs.rm(this.temporary, { force: true });
  }

  private end(state: "committed" | "aborted"): void {
    this.state = state;
    giveBuffer(this.buffer);
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
