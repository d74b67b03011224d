import fs, { type FileHandle } from "node:fs/promises";
import path from "node:path";
import { BUFFER_BYTES, giveBuffer, takeBuffer } from "../buffer-pool";
import { StorageFullError, toStorageError } from "../errors";

/**
 * Bytes on their way to the object store: the first MiB in memory, more in a file that has lost its name already,
 * so that not even a kill leaves it behind.
 */
export class Spool {
  position = 0;
  private memory: Buffer | undefined = takeBuffer();
  private file: FileHandle | undefined;

  constructor(private readonly folder: string) {}

  async write(chunk: Uint8Array): Promise<void> {
    if (this.memory && this.position + chunk.length <= BUFFER_BYTES) this.memory.set(chunk, this.position);
    else await this.writeToFile(chunk);
    this.position += chunk.length;
  }

  rewind(position: number): void {
    this.position = position;
  }

  /** Fills `target` with what was written at `offset`; answers how many bytes there were. */
  async readInto(target: Uint8Array, offset: number): Promise<number> {
    const length = Math.min(target.length, this.position - offset);
    if (this.memory) {
      target.set(this.memory.subarray(offset, offset + length));
      return length;
    }
    for (let done = 0; done < length; ) {
      const read = await this.file?.read(target, done, length - done, offset + done);
      if (!read?.bytesRead) throw new Error("the spool is shorter than what was written to it");
      done += read.bytesRead;
    }
    return length;
  }

  /** Harmless when repeated. */
  async close(): Promise<void> {
    if (this.memory) giveBuffer(this.memory);
    this.memory = undefined;
    const { file } = this;
    this.file = undefined;
    await file?.close().catch(() => {});
  }

  private async writeToFile(chunk: Uint8Array): Promise<void> {
    try {
      if (this.memory) {
        this.file = await this.openFile();
        await writeAll(this.file, this.memory.subarray(0, this.position), 0);
        giveBuffer(this.memory);
        this.memory = undefined;
      }
      if (!this.file) throw new Error("the spool is closed");
      await writeAll(this.file, chunk, this.position);
    } catch (error) {
      throw toStorageError(error);
    }
  }

  private async openFile(): Promise<FileHandle> {
    await fs.mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = path.join(
      this.folder,
      `${process.pid}-${Date.now()}-${Math.random().toString(36).slice(2)}`,
    );
    const file = await fs.open(name, "wx+", 0o600);
    await fs.rm(name);
    return file;
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw new StorageFullError();
    done += bytesWritten;
  }
}
