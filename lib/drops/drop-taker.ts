import fs from "node:fs/promises";
import path from "node:path";
import { systemContext } from "@/lib/context";
import { ingestFiles } from "@/lib/ingest";
import { log } from "@/lib/log";
import { type DroppedFile, listFiles } from "./list-files";
import { settleFile } from "./settle-file";

/** A folder that files are taken out of. */
export interface Drop {
  /** Names its lease. */
  id: string;
  root: string;
  organizationId: string;
  origin: "FOLDER" | "SFTP";
  /** Files are whole when they have their name: nobody writes on in them. */
  isWhole: boolean;
}

const FILES_AT_ONCE = 200;
const BYTES_AT_ONCE = 256 * 1024 * 1024;
/** A file that has not changed for so long counts as written. */
const QUIET_MILLISECONDS = 2_000;
/** One that looks cut short may still grow, from a slow sender. */
const GROWING_MILLISECONDS = 60_000;
const RETRY_MILLISECONDS = 15_000;

interface Seen {
  version: string;
  /** When it was first seen like this, and when it is looked at again. */
  since: number;
  notBefore: number;
}

/**
 * Takes files out of a folder into an organisation's archive: those that are written, as far as one can see, and that
 * parse to their end. A file is removed when it is durable in the archive, never before: who kills the process at any
 * moment finds it in one of the two places, or in both, and the second time it is a repeat.
 */
export class DropTaker {
  private seen = new Map<string, Seen>();

  constructor(private readonly drop: Drop) {}

  /**
   * One look at the folder.
   * @param mayGoOn asked before each batch: whether the folder is still this process's
   * @throws when the folder can't be read
   */
  async look(mayGoOn: () => Promise<boolean>): Promise<void> {
    const ready = this.readyOf(await listFiles(this.drop.root));
    while (ready.length > 0) {
      if (!(await mayGoOn())) return;
      await this.take(nextBatch(ready));
    }
  }

  private readyOf(files: DroppedFile[]): DroppedFile[] {
    const now = Date.now();
    const seen = new Map<string, Seen>();
    const ready = files.filter(({ name, stat }) => {
      const version = `${stat.ino}/${stat.size}/${stat.mtimeMs}`;
      const known = this.seen.get(name);
      const each = known?.version === version ? known : { version, since: now, notBefore: 0 };
      seen.set(name, each);
      return now >= each.notBefore && (this.drop.isWhole || now - each.since >= QUIET_MILLISECONDS);
    });
    this.seen = seen;
    return ready;
  }

  private async take(files: DroppedFile[]): Promise<void> {
    const { root, organizationId, origin } = this.drop;
    const inside: DroppedFile[] = [];
    for (const each of files) if (await isInside(root, each.file)) inside.push(each);
    const context = systemContext(origin === "SFTP" ? "sftp" : "watched-folder");
    const outcomes = await ingestFiles(
      context,
      { organizationId, origin },
      inside.map(({ file, name }) => ({ file, path: name })),
    );
    for (const [at, each] of inside.entries()) {
      const entries = outcomes[at] ?? [];
      if (entries.length === 0) continue;
      const mayGrow = !this.drop.isWhole && Date.now() - each.stat.mtimeMs < GROWING_MILLISECONDS;
      const settled = await settleFile(root, each, entries, mayGrow);
      const seen = this.seen.get(each.name);
      if (settled === "LATER" && seen) seen.notBefore = Date.now() + RETRY_MILLISECONDS;
      if (settled === "REFUSED")
        log.warn(
          { requestId: context.requestId, codes: entries.map(({ code }) => code) },
          "a dropped file was refused",
        );
    }
  }
}

function nextBatch(ready: DroppedFile[]): DroppedFile[] {
  let bytes = 0;
  let count = 0;
  for (const { stat } of ready) {
    if (count > 0 && (count >= FILES_AT_ONCE || bytes + stat.size > BYTES_AT_ONCE)) break;
    bytes += stat.size;
    count += 1;
  }
  return ready.splice(0, count);
}

/** A folder on the way may have become a link since it was listed. */
async function isInside(root: string, file: string): Promise<boolean> {
  const folder = path.dirname(file);
  const real = await fs.realpath(folder).catch(() => undefined);
  return real === folder && (folder === root || folder.startsWith(root + path.sep));
}
