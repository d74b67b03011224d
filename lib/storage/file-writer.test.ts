import fs from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { StorageFullError, StorageUnavailableError } from "./errors";
import { FileWriter } from "./file-writer";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "writer-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A writer on a real file, some of whose calls go wrong. */
async function writerWith(faults: (handle: FileHandle) => Partial<FileHandle>) {
  const temporary = path.join(folder, "temporary");
  const target = path.join(folder, "target");
  const handle = await open(temporary, "w+");
  const wrong = faults(handle) as Record<string | symbol, unknown>;
  const faulty = new Proxy(handle, {
    get: (_, name) => {
      if (name in wrong) return wrong[name];
      const member = handle[name as keyof FileHandle];
      return typeof member === "function" ? member.bind(handle) : member;
    },
  });
  return { writer: new FileWriter("key", faulty, temporary, target), target };
}

const failure = (code: string) => Object.assign(new Error(code), { code });

describe("FileWriter on a disk that fails", () => {
  it("goes on after a short write, and keeps every byte", async () => {
    const { writer, target } = await writerWith((handle) => ({
      write: ((bytes: Uint8Array, offset: number, length: number, position: number) =>
        handle.write(bytes, offset, Math.min(length, 1000), position)) as FileHandle["write"],
    }));
    const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, index) => index % 251));
    await writer.write(bytes);
    await writer.commit();
    expect(Buffer.compare(fs.readFileSync(target), bytes)).toBe(0);
    fs.rmSync(target);
  });

  it.each([
    ["write", "ENOSPC", StorageFullError],
    ["write", "EDQUOT", StorageFullError],
    ["write", "EIO", StorageUnavailableError],
    ["sync", "EIO", StorageUnavailableError],
    ["sync", "ENOSPC", StorageFullError],
  ] as const)("says what %s's %s means, and leaves nothing", async (call, code, expected) => {
    const { writer, target } = await writerWith(() => ({ [call]: () => Promise.reject(failure(code)) }));
    const work = async () => {
      await writer.write(Buffer.alloc(2_000_000));
      await writer.commit();
    };
    await expect(work()).rejects.toBeInstanceOf(expected);
    await writer.abort();
    expect(fs.existsSync(target)).toBe(false);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("notices a disk that took nothing and said nothing", async () => {
    const { writer, target } = await writerWith(() => ({
      write: (async () => ({ bytesWritten: 0, buffer: new Uint8Array() })) as unknown as FileHandle["write"],
    }));
    await expect(writer.write(Buffer.alloc(2_000_000))).rejects.toBeInstanceOf(StorageFullError);
    await writer.abort();
    expect(fs.existsSync(target)).toBe(false);
  });

  it("notices a file that is shorter than what was written", async () => {
    const { writer, target } = await writerWith((handle) => ({
      sync: async () => {
        await handle.truncate(10);
      },
    }));
    await writer.write(Buffer.alloc(2_000_000));
    await expect(writer.commit()).rejects.toBeInstanceOf(StorageFullError);
    expect(fs.existsSync(target)).toBe(false);
  });
});
