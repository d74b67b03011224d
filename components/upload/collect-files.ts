import { type SourceFile, sourceOf } from "./source-file";

/**
 * The files of a drop, folders walked to the bottom. Must be called while the drop event runs: the browser takes
 * the entries away afterwards. Files come as they are found.
 */
export function collectDrop(transfer: DataTransfer): AsyncGenerator<SourceFile> {
  const entries: FileSystemEntry[] = [];
  const loose: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry();
    if (entry) entries.push(entry);
    else {
      const file = item.getAsFile();
      if (file) loose.push(file);
    }
  }
  return walkAll(entries, loose);
}

/** The files of an `<input type="file">`, with their folder when it was `webkitdirectory`. */
export async function* collectInput(files: Iterable<File>): AsyncGenerator<SourceFile> {
  for (const file of files) yield sourceOf(file, file.webkitRelativePath || file.name);
}

async function* walkAll(entries: FileSystemEntry[], loose: File[]): AsyncGenerator<SourceFile> {
  for (const file of loose) yield sourceOf(file, file.name);
  for (const entry of entries) yield* walk(entry);
}

async function* walk(entry: FileSystemEntry): AsyncGenerator<SourceFile> {
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise<File | null>((resolve) =>
      (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
    );
    yield file ? sourceOf(file, path) : unreadable(path);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader answers at most a hundred entries at a time, and an empty list at the end.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (batch.length === 0) return;
    for (const child of batch) yield* walk(child);
  }
}

/** Scratched discs: the entry is there, its bytes are not. It must end in the report rather than nowhere. */
function unreadable(path: string): SourceFile {
  const fail = () => Promise.reject(new DOMException("The file could not be read.", "NotReadableError"));
  return { path, size: -1, lastModified: 0, head: fail, read: fail };
}
