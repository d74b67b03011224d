import type { Readable } from "node:stream";

/** Bytes of an object, counted from 0. */
export interface ByteRange {
  offset: number;
  length: number;
}

/** An object being written: visible to nobody before `commit`. Calls must not overlap. */
export interface ObjectWriter {
  readonly key: string;
  /** Bytes written so far: where the next `write` goes. */
  readonly position: number;
  /** The chunk may be reused once this has resolved. @throws StorageError */
  write(chunk: Uint8Array): Promise<void>;
  /** Forgets everything from `position` on, which no checkpoint has made durable. */
  rewind(position: number): void;
  /** Reads what was written; chunks are only valid until the next one. Not to be mixed with `write` to itself. */
  readBack(range: ByteRange): AsyncGenerator<Uint8Array>;
  /**
   * Makes what was written so far durable under `key` while the writer stays open for more.
   * @returns false where the store can't do that: then `commit` has to
   * @throws StorageError; ObjectMissingError when somebody deleted it meanwhile: it can still be read back
   */
  checkpoint(): Promise<boolean>;
  /** Resolves when the bytes are complete and durable under `key`. @throws StorageError */
  commit(): Promise<void>;
  /** Leaves nothing behind but what a checkpoint made durable; harmless after `commit` and when repeated. */
  abort(): Promise<void>;
}

/** An opened object, for repeated ranged reads without opening it each time. */
export interface StoredObject {
  readonly size: number;
  /** Fills `buffer` with the bytes at `offset`; answers how many there were (fewer only at the end). */
  readInto(buffer: Uint8Array, offset: number): Promise<number>;
  close(): Promise<void>;
}

export interface Storage {
  /** Under a new key, or for a restored backup under the one that its rows name. @throws StorageError */
  create(key?: string): Promise<ObjectWriter>;
  /** @throws ObjectMissingError as the stream's error */
  read(key: string, range: ByteRange): Readable;
  /** Fills `buffer` with the bytes at `offset`; answers how many there were. @throws ObjectMissingError */
  readInto(key: string, buffer: Uint8Array, offset: number): Promise<number>;
  /** @throws ObjectMissingError */
  open(key: string): Promise<StoredObject>;
  /** Harmless when it is gone already. */
  delete(key: string): Promise<void>;
  /** Overwrites a range for good, where an object has to stay because others share it; one call at a time an object. */
  erase(key: string, range: ByteRange): Promise<void>;
  /** Writes, reads and removes a few bytes. @throws when storage doesn't work */
  check(): Promise<void>;
  /** Removes what killed processes left unfinished, when older than `seconds`. Answers how many. */
  sweep(seconds: number): Promise<number>;
  /** Keys of objects that were made on the day of `after` or later and last changed before `before`, in no order. */
  list(range: { after: Date; before: Date }): AsyncGenerator<string>;
}
