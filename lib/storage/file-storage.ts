import fs from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { giveBuffer, takeBuffer } from "./buffer-pool";
import { ObjectMissingError, toStorageError } from "./errors";
import { FileWriter } from "./file-writer";
import { KEY, keyHour, newKey } from "./object-key";
import type { ByteRange, ObjectWriter, Storage, StoredObject } from "./storage";
import { syncFolder } from "./sync-folder";

const INCOMING = "incoming";

/**
 * Objects as files below one folder. A key is the hour it was made and 128 random bits; each hour has a folder,
 * so that folders stay small and a new one is rare.
 */
export class FileStorage implements Storage {
  private readonly knownFolders = new Set<string>();

  constructor(private readonly root: string) {}

  async create(key = newKey()): Promise<ObjectWriter> {
    const target = this.pathOf(key);
    const temporary = path.join(this.root, INCOMING, key);
    try {
      await this.ensureFolder(path.dirname(temporary));
      await this.ensureFolder(path.dirname(target));
      const handle = await fs.open(temporary, "wx+", 0o600);
      return new FileWriter(key, handle, temporary, target);
    } catch (error) {
      throw toStorageError(error);
    }
  }

  read(key: string, range: ByteRange): Readable {
    return Readable.from(this.chunks(key, range), { objectMode: false, highWaterMark: 1024 * 1024 });
  }

  async readInto(key: string, buffer: Uint8Array, offset: number): Promise<number> {
    const object = await this.open(key);
    try {
      return await object.readInto(buffer, offset);
    } finally {
      await object.close();
    }
  }

  async open(key: string): Promise<StoredObject> {
    const handle = await fs.open(this.pathOf(key), "r").catch((error: NodeJS.ErrnoException) => {
      throw error.code === "ENOENT" ? new ObjectMissingError(key) : error;
    });
    const { size } = await handle.stat();
    return {
      size,
      async readInto(buffer, offset) {
        let done = 0;
        while (done < buffer.length) {
          const { bytesRead } = await handle.read(buffer, done, buffer.length - done, offset + done);
          if (bytesRead === 0) break;
          done += bytesRead;
        }
        return done;
      },
      close: () => handle.close(),
    };
  }

  async delete(key: string): Promise<void> {
    const file = this.pathOf(key);
    await fs.rm(file, { force: true });
    await syncFolder(path.dirname(file)).catch(() => {});
  }

  async erase(key: string, { offset, length }: ByteRange): Promise<void> {
    const handle = await fs.open(this.pathOf(key), "r+");
    const zeros = takeBuffer().fill(0);
    try {
      for (let done = 0; done < length; ) {
        const wanted = Math.min(zeros.length, length - done);
        const { bytesWritten } = await handle.write(zeros, 0, wanted, offset + done);
        done += bytesWritten;
      }
      await handle.sync();
    } finally {
      giveBuffer(zeros);
      await handle.close();
    }
  }

  async check(): Promise<void> {
    const writer = await this.create();
    await writer.write(Buffer.from("check"));
    await writer.commit();
    await this.delete(writer.key);
  }

  async sweep(seconds: number): Promise<number> {
    const folder = path.join(this.root, INCOMING);
    const oldest = Date.now() - seconds * 1000;
    let count = 0;
    for (const name of await namesIn(folder)) {
      const file = path.join(folder, name);
      const stat = await fs.stat(file).catch(() => undefined);
      if (!stat || stat.mtimeMs > oldest) continue;
      await fs.rm(file, { force: true });
      count += 1;
    }
    return count;
  }

  async *list({ after, before }: { after: Date; before: Date }): AsyncGenerator<string> {
    const firstDay = keyHour(after).slice(0, 8);
    for (const day of await namesIn(this.root)) {
      if (!/^\d{8}$/.test(day) || day < firstDay) continue;
      for (const hour of await namesIn(path.join(this.root, day))) {
        for (const key of await namesIn(path.join(this.root, day, hour))) {
          if (!KEY.test(key)) continue;
          const stat = await fs.stat(this.pathOf(key)).catch(() => undefined);
          if (stat && stat.mtime < before) yield key;
        }
      }
    }
  }

  /** Buffers go to the stream's reader and are not reused: a reader may hold on to them. */
  private async *chunks(key: string, { offset, length }: ByteRange): AsyncGenerator<Buffer> {
    const object = await this.open(key);
    try {
      for (let done = 0; done < length; ) {
        const buffer = Buffer.allocUnsafeSlow(Math.min(256 * 1024, length - done));
        const count = await object.readInto(buffer, offset + done);
        if (count === 0) throw new Error(`object ${key} ends before byte ${offset + length}`);
        yield buffer.subarray(0, count);
        done += count;
      }
    } finally {
      await object.close();
    }
  }

  private pathOf(key: string): string {
    const parts = KEY.exec(key);
    if (!parts) throw new ObjectMissingError(key);
    return path.join(this.root, parts[1] as string, parts[2] as string, key);
  }

  private async ensureFolder(folder: string): Promise<void> {
    if (this.knownFolders.has(folder)) return;
    const first = await fs.mkdir(folder, { recursive: true, mode: 0o700 });
    if (first !== undefined) {
      for (let at = path.dirname(folder); ; at = path.dirname(at)) {
        await syncFolder(at);
        if (at === path.dirname(first) || at === path.dirname(at)) break;
      }
    }
    this.knownFolders.add(folder);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return fs.readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
}
