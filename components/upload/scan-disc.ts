import { classifyName } from "./classify-name";
import { type FoundPatient, StudyGroups } from "./group-studies";
import { ArchiveError, MAX_ARCHIVE_DEPTH, openArchive } from "./open-archive";
import type { NotTaken } from "./report";
import { ScanWorker } from "./scan-worker";
import type { SourceFile } from "./source-file";

export type FoundDocument = { file: SourceFile; contentType: string };

export type Disc = {
  patients: FoundPatient[];
  documents: FoundDocument[];
  notTaken: NotTaken[];
  scanned: number;
};

const IN_FLIGHT = 8;

/**
 * Reads the head of every file, ZIPs and ZIPs in ZIPs included, and says what there is. `onProgress` is called
 * after each file. Stops at `signal`.
 */
export async function scanDisc(
  files: AsyncIterable<SourceFile>,
  onProgress: (scanned: number, studies: number) => void,
  signal: AbortSignal,
): Promise<Disc> {
  const worker = new ScanWorker();
  const groups = new StudyGroups();
  const disc: Disc = { patients: [], documents: [], notTaken: [], scanned: 0 };
  const refuse = (path: string, code: string) => disc.notTaken.push({ path, code });

  const take = async (file: SourceFile, depth: number): Promise<void> => {
    const result = classifyName(file.path, file.size) ?? (await worker.classify(file));
    if (result.kind === "dicom") groups.add(result.head, file);
    else if (result.kind === "document") disc.documents.push({ file, contentType: result.contentType });
    else if (result.kind === "refused") refuse(file.path, result.code);
    else if (depth >= MAX_ARCHIVE_DEPTH) refuse(file.path, "ARCHIVE_TOO_DEEP");
    else await takeAll(openArchive(file), depth + 1);
    disc.scanned += 1;
    onProgress(disc.scanned, groups.count);
  };
  const takeSafely = async (file: SourceFile, depth: number) => {
    try {
      await take(file, depth);
    } catch (error) {
      refuse(file.path, error instanceof ArchiveError ? error.code : "UNREADABLE");
    }
  };
  const takeAll = async (list: AsyncIterable<SourceFile>, depth: number) => {
    const running = new Set<Promise<void>>();
    for await (const file of list) {
      if (signal.aborted) break;
      const one = takeSafely(file, depth).finally(() => running.delete(one));
      running.add(one);
      if (running.size >= IN_FLIGHT) await Promise.race(running);
    }
    await Promise.all(running);
  };
  try {
    await takeAll(files, 0);
  } finally {
    worker.close();
  }
  disc.patients = groups.list();
  return disc;
}
