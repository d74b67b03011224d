import type { SourceFile } from "./source-file";

export type BundleFile = {
  source: SourceFile;
  /** The study on screen it counts for. */
  studyInstanceUid: string;
  /** Set for a PDF or a picture that goes with that study. */
  document?: { title: string };
};

export const BUNDLE_BYTES = 24 * 1024 * 1024;
const BUNDLE_FILES = 500;
const READ_AT_ONCE = 16;

/** Cuts files, in their order, into bundles of about 24 MiB; a larger file is a bundle of its own. */
export function planBundles(files: readonly BundleFile[], target = BUNDLE_BYTES): BundleFile[][] {
  const bundles: BundleFile[][] = [];
  let current: BundleFile[] = [];
  let bytes = 0;
  for (const file of files) {
    if (current.length > 0 && (bytes + file.source.size > target || current.length >= BUNDLE_FILES)) {
      bundles.push(current);
      current = [];
      bytes = 0;
    }
    current.push(file);
    bytes += file.source.size;
  }
  if (current.length > 0) bundles.push(current);
  return bundles;
}

export type Bundle = { blob: Blob; headerBytes: number; files: BundleFile[] };

/**
 * A bundle's bytes: four bytes with the length of a JSON header (big-endian), the header, then the files one after
 * another. A Blob of Blobs: nothing is copied, files on disk are read while they are sent.
 */
export async function buildBundle(
  files: BundleFile[],
): Promise<{ bundle: Bundle | null; unreadable: BundleFile[] }> {
  const readable: BundleFile[] = [];
  const unreadable: BundleFile[] = [];
  const parts: Blob[] = [];
  for (let at = 0; at < files.length; at += READ_AT_ONCE) {
    const batch = files.slice(at, at + READ_AT_ONCE);
    const blobs = await Promise.all(batch.map(({ source }) => readWhole(source)));
    for (const [index, file] of batch.entries()) {
      const blob = blobs[index];
      if (blob) {
        readable.push(file);
        parts.push(blob);
      } else unreadable.push(file);
    }
  }
  if (readable.length === 0) return { bundle: null, unreadable };
  const header = new TextEncoder().encode(JSON.stringify({ files: readable.map(describe) }));
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, header.length);
  const blob = new Blob([length.buffer, header, ...parts]);
  return { bundle: { blob, headerBytes: 4 + header.length, files: readable }, unreadable };
}

function describe({ source, studyInstanceUid, document }: BundleFile) {
  const { path, size, lastModified } = source;
  return document
    ? { path, size, lastModified, role: "DOCUMENT", studyInstanceUid, title: document.title }
    : { path, size, lastModified };
}

/** The bytes, or null when the disc gives them no more; the last byte is tried, where scratched discs fail. */
async function readWhole(source: SourceFile): Promise<Blob | null> {
  try {
    const blob = await source.read();
    if (blob.size !== source.size) return null;
    await blob.slice(-1).arrayBuffer();
    return blob;
  } catch {
    return null;
  }
}

/** How many bytes of each file have left, when `sent` bytes of its bundle have. */
export function* sentByFile(bundle: Bundle, sent: number): Generator<[BundleFile, number]> {
  let left = Math.max(0, sent - bundle.headerBytes);
  for (const file of bundle.files) {
    const share = Math.min(left, file.source.size);
    yield [file, share];
    left -= share;
  }
}
