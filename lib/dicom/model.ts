import type { Tag } from "./tags";

/**
 * One data element. `offset` and `length` place its value in the file (for a deflated data set: in the file
 * as it would be with its data set inflated in place). `value` holds the bytes as stored, unless they were
 * too long to keep; a sequence has `items` instead.
 */
export interface DicomElement {
  tag: Tag;
  vr: string;
  /** Where its header begins. */
  start: number;
  offset: number;
  /** With the delimiter at its end, for a sequence that has one. */
  length: number;
  value?: Uint8Array;
  items?: DataSet[];
  /** Of undefined length: a delimiter ends it. */
  isDelimited?: boolean;
}

/** Where the content of a sequence's item stands; `length` is undefined when a delimiter ends it. */
export interface ItemPlace {
  offset: number;
  length: number | undefined;
  isExplicit: boolean;
}

/** Elements by tag; the root data set of a file, its File Meta, or one item of a sequence. */
export class DataSet {
  readonly elements = new Map<Tag, DicomElement>();
  /** Elements whose tag occurred before: they don't count, but they are in the file. */
  repeated: DicomElement[] | undefined;

  constructor(
    readonly isLittleEndian = true,
    /** The data set whose sequence this is an item of: the character set is inherited from it. */
    readonly parent?: DataSet,
    /** Only for an item. */
    readonly place?: ItemPlace,
  ) {}
}

/** A value that is in the file but not in the data set. `path`: tags and item numbers, `00540410.1.00081199`. */
export interface BulkValue {
  path: string;
  vr: string;
  offset: number;
  length: number;
}

/** Something odd that did not stop the reading; codes are stable, each is reported once per file. */
export interface ScanWarning {
  code:
    | "ACCEPTED_WITHOUT_PREAMBLE"
    | "WRONG_TRANSFER_SYNTAX"
    | "UNKNOWN_TRANSFER_SYNTAX"
    | "UNKNOWN_VR"
    | "DUPLICATE_ELEMENT"
    | "BAD_SEQUENCE"
    | "BAD_OFFSET_TABLE"
    | "FRAMES_UNKNOWN"
    | "PIXEL_DATA_SHORT"
    | "UID_NOT_STRICT"
    | "META_UID_MISMATCH"
    | "TRAILING_BYTES";
  message: string;
}
