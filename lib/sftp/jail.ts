import type { Stats } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";

/** A request that is answered by a status, not by ending the connection. */
export class SftpRefusal extends Error {
  override readonly name = "SftpRefusal";
  constructor(readonly status: "NO_SUCH_FILE" | "PERMISSION_DENIED" | "FAILURE" | "OP_UNSUPPORTED") {
    super(status);
  }
}

const MOST_DEPTH = 16;
const MOST_NAME_BYTES = 200;

/** An account's folder, which looks like a whole disk from inside. */
export class Jail {
  constructor(readonly root: string) {}

  /** The path as the client knows it, from "/" (RFC draft-ietf-secsh-filexfer-02 6.2). */
  shown(given: string): string {
    return path.posix.resolve("/", given === "" ? "." : given);
  }

  /**
   * Where it is on disk. ".." ends at the root, names that begin with a dot are ours.
   * @throws SftpRefusal for names that are not taken, and where a link stands on the way
   */
  async place(given: string): Promise<string> {
    const names = this.shown(given)
      .split("/")
      .filter((name) => name !== "");
    if (names.length > MOST_DEPTH || names.some(isBad)) throw new SftpRefusal("PERMISSION_DENIED");
    const file = path.join(this.root, ...names);
    const folder = names.length === 0 ? file : path.dirname(file);
    const real = await fs.realpath(folder).catch(() => {
      throw new SftpRefusal("NO_SUCH_FILE");
    });
    if (real !== folder) throw new SftpRefusal("PERMISSION_DENIED");
    return file;
  }

  async stat(given: string): Promise<Stats> {
    const stat = await fs.lstat(await this.place(given)).catch(() => undefined);
    if (!stat || stat.isSymbolicLink()) throw new SftpRefusal("NO_SUCH_FILE");
    return stat;
  }
}

/** Control characters are in names for nothing good. */
const isBad = (name: string): boolean =>
  name.startsWith(".") || Buffer.byteLength(name) > MOST_NAME_BYTES || /[\p{Cc}\\]/u.test(name);
