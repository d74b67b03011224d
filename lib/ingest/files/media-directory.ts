import { type DataSet, DicomError, getItems, getStrings, Part10Scanner } from "@/lib/dicom";
import type { FoundFile } from "./found-file";

const DIRECTORY_NAME = /(^|\/)DICOMDIR\.?$/i;

export const isDirectoryName = (path: string): boolean => DIRECTORY_NAME.test(path);

/**
 * What the DICOMDIRs of a walk list (PS3.10 8), held against what the walk came by. The files are read whatever a
 * DICOMDIR says: many are wrong, and what it leaves out is on the disc all the same.
 */
export class MediaDirectories {
  private readonly seen = new Set<string>();
  /** By comparable path, as it is shown. */
  private readonly listed = new Map<string, string>();

  see(path: string): void {
    this.seen.add(comparable(path));
  }

  /** The same bytes, read here too. Something else under that name, or a broken one, lists nothing. */
  async *read({ path, bytes }: FoundFile): AsyncGenerator<Uint8Array> {
    const scanner = new Part10Scanner({ requireIdentity: false });
    const scan = (chunk: Uint8Array) => {
      scanner.write(chunk);
      return true;
    };
    let isWhole = true;
    for await (const chunk of bytes) {
      isWhole &&= unlessBroken(() => scan(chunk)) ?? false;
      yield chunk;
    }
    if (!isWhole) return;
    const folder = path.split("/").slice(0, -1);
    for (const fileId of unlessBroken(() => fileIdsOf(scanner.end().dataSet)) ?? []) {
      const listed = [...folder, ...fileId].join("/");
      this.listed.set(comparable(listed), listed);
    }
  }

  /** Files that a DICOMDIR lists and that are not on its disc. */
  missing(): string[] {
    return [...this.listed].filter(([key]) => !this.seen.has(key)).map(([, shown]) => shown);
  }
}

/** Discs come with names in lower case, with a version ";1" and with a dot at the end (ISO 9660 7.5). */
const comparable = (path: string): string => path.replace(/;\d+$/, "").replace(/\.$/, "").toUpperCase();

function fileIdsOf(directory: DataSet): string[][] {
  return getItems(directory, "DirectoryRecordSequence")
    .map((record) => getStrings(record, "ReferencedFileID").filter((part) => part !== ""))
    .filter((fileId) => fileId.length > 0);
}

function unlessBroken<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DicomError) return undefined;
    throw error;
  }
}
