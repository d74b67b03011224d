import { randomUUID } from "node:crypto";
import fs, { type FileHandle } from "node:fs/promises";
import path from "node:path";
import { SftpRefusal } from "./jail";

/** One file may be as long as this; more than any study's archive. */
const MOST_BYTES = 256 * 1024 ** 3;

/** A file on its way in. It has a name of ours, which nobody takes it by, until it is whole and closed. */
export class IncomingFile {
  size = 0;

  private constructor(
    readonly target: string,
    private readonly temporary: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(target: string): Promise<IncomingFile> {
    const temporary = path.join(path.dirname(target), `.${randomUUID()}.upload`);
    return new IncomingFile(target, temporary, await fs.open(temporary, "wx", 0o600));
  }

  /** @throws SftpRefusal when there is no room, also when only a part of it could be written */
  async write(offset: number, data: Buffer): Promise<void> {
    if (offset + data.length > MOST_BYTES) throw new SftpRefusal("FAILURE");
    for (let done = 0; done < data.length; ) {
      const { bytesWritten } = await this.handle.write(data, done, data.length - done, offset + done);
      if (bytesWritten === 0) throw new SftpRefusal("FAILURE");
      done += bytesWritten;
    }
    this.size = Math.max(this.size, offset + data.length);
  }

  /** Durable under its own name when this resolves: the client may forget it. */
  async finish(): Promise<void> {
    try {
      await this.handle.sync();
      const { size } = await this.handle.stat();
      if (size !== this.size) throw new SftpRefusal("FAILURE");
      await this.handle.close();
      await fs.rename(this.temporary, this.target);
      const folder = await fs.open(path.dirname(this.target), "r");
      await folder.sync().finally(() => folder.close());
    } catch (error) {
      await this.drop();
      throw error;
    }
  }

  async drop(): Promise<void> {
    await this.handle.close().catch(() => {});
    await fs.rm(this.temporary, { force: true });
  }
}
