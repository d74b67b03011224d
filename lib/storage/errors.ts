import { ProblemError } from "@/lib/errors";

/** No room for the bytes: nothing of them is kept. Answered as 507. */
export class StorageFullError extends ProblemError {
  constructor(options?: ErrorOptions) {
    super(507, "storage_full", "The storage is full. Nothing was stored.");
    if (options?.cause !== undefined) this.cause = options.cause;
  }
}

/** Rows name an object that is not there. */
export class ObjectMissingError extends Error {
  override readonly name = "ObjectMissingError";
  constructor(readonly key: string) {
    super(`object ${key} is not in storage`);
  }
}

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** Turns "no room" of the operating system into StorageFullError; others stay as they are. */
export function toStorageError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code !== undefined && FULL.has(code) ? new StorageFullError({ cause: error }) : error;
}
