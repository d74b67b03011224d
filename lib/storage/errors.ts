import { ProblemError } from "@/lib/errors";

/** Storage took nothing now: nothing of the bytes is kept, and the same may work later. */
export class StorageError extends ProblemError {
  constructor(
    status: number,
    /** How reports of single files name it. */
    readonly refusal: "STORAGE_FULL" | "STORAGE_UNAVAILABLE",
    message: string,
    options?: ErrorOptions,
  ) {
    super(status, refusal.toLowerCase(), message);
    if (options?.cause !== undefined) this.cause = options.cause;
  }
}

/** No room for the bytes: nothing of them is kept. Answered as 507. */
export class StorageFullError extends StorageError {
  constructor(options?: ErrorOptions) {
    super(507, "STORAGE_FULL", "The storage is full. Nothing was stored.", options);
  }
}

/** The disk or the object store doesn't answer or fails. Answered as 503. */
export class StorageUnavailableError extends StorageError {
  constructor(options?: ErrorOptions) {
    super(503, "STORAGE_UNAVAILABLE", "The storage can't be reached. Try again later.", options);
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
const FAILING = new Set(["EIO", "EROFS", "ESTALE", "ENXIO", "ENODEV"]);

/** Turns "no room" and "the disk fails" of the operating system into our errors; others stay as they are. */
export function toStorageError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? "";
  if (FULL.has(code)) return new StorageFullError({ cause: error });
  if (FAILING.has(code)) return new StorageUnavailableError({ cause: error });
  return error;
}
