/** A file that was dropped or chosen, or that stands in a ZIP; its bytes are fetched when they are needed. */
export type SourceFile = {
  /** With "/" between folders; files in a ZIP below the ZIP's own path. */
  path: string;
  size: number;
  /** Milliseconds, 0 when unknown. */
  lastModified: number;
  /** The first bytes, at most `length`. */
  head: (length: number) => Promise<Blob>;
  /** All of it, by reference where the browser has it on disk. */
  read: () => Promise<Blob>;
};

export function sourceOf(file: File, path: string): SourceFile {
  return {
    path,
    size: file.size,
    lastModified: file.lastModified,
    head: async (length) => file.slice(0, length),
    read: async () => file,
  };
}
