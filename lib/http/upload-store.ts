import { createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { FileStore } from "@tus/file-store";
import { toStorageError } from "@/lib/storage";

/** tus's files on disk; a full or failing disk is told apart from other failures, which its own store doesn't do. */
export class UploadStore extends FileStore {
  /** @throws StorageError */
  override async create(...given: Parameters<FileStore["create"]>): ReturnType<FileStore["create"]> {
    return super.create(...given).catch((error: unknown) => {
      throw toStorageError(error);
    });
  }

  /** What fitted before the failure stays: the sender goes on from there. @throws StorageError */
  override async write(...[source, id, offset]: Parameters<FileStore["write"]>): Promise<number> {
    const file = createWriteStream(path.join(this.directory, id), { flags: "r+", start: offset });
    await pipeline(source, file).catch((error: unknown) => {
      throw toStorageError(error);
    });
    return offset + file.bytesWritten;
  }
}
