import type { FileHandle } from "node:fs/promises";
import { badRequest } from "@/lib/errors";
import { BundleHeader } from "./schemas";

const MOST_HEADER_BYTES = 16 * 1024 * 1024;

export interface BundleFile {
  path: string;
  size: number;
  lastModified: number;
  /** Where its bytes begin in the bundle. */
  start: number;
  document?: { studyInstanceUid: string; title: string };
}

/**
 * The files of a bundle: four bytes (big-endian) with the length of a JSON header, the header, then the files'
 * bytes one after another.
 * @throws ProblemError 400 `bad_bundle` when it is anything else, or longer or shorter than it says
 */
export async function readBundle(handle: FileHandle): Promise<BundleFile[]> {
  const { size } = await handle.stat();
  const prefix = await readExactly(handle, 0, 4);
  const headerLength = prefix.readUInt32BE();
  if (headerLength > MOST_HEADER_BYTES || 4 + headerLength > size) throw badBundle();
  const parsed = BundleHeader.safeParse(parseJson(await readExactly(handle, 4, headerLength)));
  if (!parsed.success) throw badBundle();
  let start = 4 + headerLength;
  const files = parsed.data.files.map((file): BundleFile => {
    const at = start;
    start += file.size;
    const { role, studyInstanceUid, title, path } = file;
    const clean = path.replaceAll("\0", "").toWellFormed() || "?";
    return {
      path: clean,
      size: file.size,
      lastModified: Math.trunc(file.lastModified),
      start: at,
      ...(role === "DOCUMENT" && {
        document: { studyInstanceUid: studyInstanceUid ?? "", title: title ?? clean },
      }),
    };
  });
  if (start !== size) throw badBundle();
  return files;
}

async function readExactly(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, offset);
  if (bytesRead !== length) throw badBundle();
  return buffer;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw badBundle();
  }
}

const badBundle = () =>
  badRequest("bad_bundle", "The upload is not a bundle of files as this server takes them.");
