import { BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js";
import { expect, test } from "vitest";
import { openArchive } from "./open-archive";
import { type SourceFile, sourceOf } from "./source-file";

async function zip(entries: Record<string, string>, password?: string): Promise<SourceFile> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(entries))
    await writer.add(name, new TextReader(text), { password });
  return sourceOf(new File([await writer.close()], "disc.zip"), "disc.zip");
}

async function list(archive: SourceFile) {
  const files: SourceFile[] = [];
  for await (const file of openArchive(archive)) files.push(file);
  return files;
}

test("files in a ZIP stand below its path and unpack to their bytes", async () => {
  const files = await list(await zip({ "A/IM1": "hello".repeat(1000), "A\\IM2": "x" }));
  expect(files.map(({ path, size }) => [path, size])).toEqual([
    ["disc.zip/A/IM1", 5000],
    ["disc.zip/A/IM2", 1],
  ]);
  expect((await files[0]?.head(7))?.size).toBe(7);
  expect(await (await files[0]?.read())?.text()).toBe("hello".repeat(1000));
});

test("names don't climb out", async () => {
  expect((await list(await zip({ "../../etc/passwd": "x" }))).map(({ path }) => path)).toEqual([
    "disc.zip/etc/passwd",
  ]);
});

test("a ZIP with a password, and what is no ZIP, say so", async () => {
  await expect(list(await zip({ a: "x" }, "secret"))).rejects.toMatchObject({ code: "ARCHIVE_ENCRYPTED" });
  const broken = sourceOf(new File(["PK\u0003\u0004 nothing"], "b.zip"), "b.zip");
  await expect(list(broken)).rejects.toMatchObject({ code: "BAD_ARCHIVE" });
});

test("an entry that explodes is stopped while it is read", async () => {
  const [bomb] = await list(await zip({ bomb: "0".repeat(80 * 1024 * 1024) }));
  await expect(bomb?.read()).rejects.toMatchObject({ code: "ARCHIVE_TOO_LARGE" });
  expect((await bomb?.head(1024))?.size).toBe(1024);
}, 30_000);
