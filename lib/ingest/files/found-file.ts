/** A file that a walk came by, wherever it is: on disk, or in an archive in an archive. */
export interface FoundFile {
  /** As people know it: below the folder or archive that was given. */
  path: string;
  size: number;
  /** To be read once, before the walk goes on. */
  bytes: AsyncIterable<Uint8Array>;
}

/** Something that the walk could not or would not open. */
export interface NotOpened {
  path: string;
  code: string;
  reason: string;
}

export type Found = FoundFile | NotOpened;

export const isNotOpened = (found: Found): found is NotOpened => "code" in found;

const HEAD_BYTES = 132;

/** Whether these first bytes are a ZIP's. A DICM mark wins: the preamble before it may hold anything. */
export function looksLikeZip(head: Uint8Array): boolean {
  if (head.length < 4) return false;
  const isMarked =
    head.length >= HEAD_BYTES && Buffer.from(head.subarray(128, 132)).toString("latin1") === "DICM";
  const [p, k, a, b] = head;
  return !isMarked && p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
}

/** Names on discs end in a version ";1" (ISO 9660 7.5.1) and hold what nobody should print. */
export function displayPath(...parts: string[]): string {
  return parts
    .filter((part) => part !== "")
    .join("/")
    .replaceAll("\\", "/")
    .replace(/;\d+$/, "")
    .replace(/\p{C}/gu, "\ufffd")
    .slice(-1000)
    .toWellFormed();
}
