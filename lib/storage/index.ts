import path from "node:path";
import { env, parseStorageUrl } from "@/lib/env";
import { OpenObjects } from "./borrow-object";
import { FileStorage } from "./file-storage";
import { S3Storage } from "./s3/s3-storage";
import type { Storage, StoredObject } from "./storage";

const holder = globalThis as { beeldbrugStorage?: Storage };

function openStorage(): Storage {
  if (env.STORAGE_URL === undefined) return new FileStorage(path.join(env.DATA_DIR, "objects"));
  return new S3Storage(parseStorageUrl(env.STORAGE_URL), path.join(env.DATA_DIR, "spool"));
}

/** The object store of this installation, opened at first use. */
export const storage: Storage = new Proxy({} as Storage, {
  get: (_, name) => {
    holder.beeldbrugStorage ??= openStorage();
    const opened = holder.beeldbrugStorage;
    const member = opened[name as keyof Storage];
    return typeof member === "function" ? member.bind(opened) : member;
  },
});

const openObjects = new OpenObjects({ open: (key) => storage.open(key) });

/** An object that may be open already, to be closed after use. @throws ObjectMissingError */
export const borrowObject = (key: string): Promise<StoredObject> => openObjects.borrow(key);

export { BUFFER_BYTES, giveBuffer, takeBuffer } from "./buffer-pool";
export { ObjectMissingError, StorageError, StorageFullError, toStorageError } from "./errors";
export { FileStorage } from "./file-storage";
export { ReaderGoneError, ResponseSink } from "./response-sink";
export { S3Storage } from "./s3/s3-storage";
export type { ObjectWriter, Storage, StoredObject } from "./storage";

/** For the health check: writes, reads and removes a few bytes. @throws when storage doesn't work */
export const checkStorage = (): Promise<void> => storage.check();
