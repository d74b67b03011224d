import { ByteFeed } from "./byte-feed";
import { getNumber, getString } from "./data-set";
import { DataSetReader, type FoundPixelData } from "./data-set-reader";
import { DicomError } from "./errors";
import type { FrameIndex } from "./frame-index";
import { type InstanceIdentity, identifyInstance } from "./identify-instance";
import { indexFrames } from "./index-frames";
import { InflateStream } from "./inflate-stream";
import { type BulkValue, DataSet, type ScanWarning } from "./model";
import {
  DEFLATED_LITTLE_ENDIAN,
  EXPLICIT_LITTLE,
  guessLayout,
  IMPLICIT_LITTLE,
  type Layout,
  layoutOf,
  transferSyntaxOf,
} from "./scan-layout";
import { DEFAULT_LIMITS, type ScanLimits } from "./scan-limits";
import { TAG } from "./tags";
import { isKnownTransferSyntax, SOP_CLASS } from "./uids";
import { looksLikeVr } from "./vr";

export interface ScanOptions {
  limits?: Partial<ScanLimits>;
  /** Receives the bytes after File Meta as they stand in the file, in order: what "same instance" hashes. */
  onDataSetBytes?: (bytes: Uint8Array) => void;
  /** false: also take data sets without study, series and SOP Instance UID. Default true. */
  requireIdentity?: boolean;
}

export interface ScannedPixelData extends FoundPixelData {
  /** Absent when single frames cannot be told apart (a warning says so). */
  frames?: FrameIndex;
}

export interface ScannedInstance {
  fileMeta: DataSet;
  /** Without the pixel data. */
  dataSet: DataSet;
  /** As File Meta says; deduced when it says nothing. */
  transferSyntaxUid: string;
  /** How the data set really is encoded, whatever the transfer syntax claims. */
  layout: Layout;
  /** Offsets count in the inflated data set (see DicomElement). */
  isDeflated: boolean;
  hasPreamble: boolean;
  dataSetOffset: number;
  /** Bytes of the file. */
  length: number;
  pixelData?: ScannedPixelData;
  bulk: BulkValue[];
  isDicomdir: boolean;
  /** Absent for a DICOMDIR, and when `requireIdentity` is false and something is missing. */
  identity?: InstanceIdentity;
  warnings: ScanWarning[];
}

/** A data set up to its pixel data, or all of it when it has none. */
export interface ScannedHead {
  dataSet: DataSet;
  layout: Layout;
  dataSetOffset: number;
  isDeflated: boolean;
  /** First byte after it, counted as its elements are. */
  end: number;
  /** Its length isn't known yet when it is encapsulated. */
  pixelData?: FoundPixelData;
}

const PREAMBLE_BYTES = 132;
const DICM = 0x4449434d;

/**
 * Reads one Part 10 file (PS3.10 7) while it streams past, in chunks of whatever size; remembers the header and
 * where the large values are, never the values. The memory it needs depends on the header alone. Throws
 * DicomError from `write` or `end`; after that it is of no more use. A chunk may be reused once `write` returned.
 */
export class Part10Scanner {
  private readonly limits: ScanLimits;
  private phase: "start" | "fileMeta" | "dataSet" = "start";
  private feed = new ByteFeed(() => this.step());
  private reader: DataSetReader;
  private inflater: InflateStream | undefined;
  private isFinal = false;

  private received = 0;
  private chunkStart = 0;
  private early: Uint8Array | undefined;

  private readonly fileMeta = new DataSet(true);
  private dataSet = new DataSet(true);
  private layout: Layout = EXPLICIT_LITTLE;
  private transferSyntaxUid = "";
  private hasPreamble = false;
  private beginning: number | undefined;
  private readonly warnings = new Map<string, ScanWarning>();

  constructor(private readonly options: ScanOptions = {}) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.reader = this.newReader(this.fileMeta, EXPLICIT_LITTLE);
  }

  private newReader(root: DataSet, layout: Layout): DataSetReader {
    return new DataSetReader(this.feed, root, layout, this.limits, this.warn);
  }

  /** Where the data set begins, once File Meta has been read. */
  get dataSetOffset(): number | undefined {
    return this.beginning;
  }

  /** What has been read of the data set so far: a file's head is enough to tell whose study it is. */
  get dataSetSoFar(): DataSet {
    return this.dataSet;
  }

  /** Once the pixel data has begun, nothing of what has been read of the data set will change: its header. */
  get head(): ScannedHead | undefined {
    return this.reader.pixelData && this.phase === "dataSet"
      ? this.headUpTo(this.reader.pixelData.start)
      : undefined;
  }

  private headUpTo(end: number): ScannedHead {
    return {
      dataSet: this.dataSet,
      layout: this.layout,
      dataSetOffset: this.beginning ?? 0,
      isDeflated: this.inflater !== undefined,
      end,
      ...(this.reader.pixelData && { pixelData: this.reader.pixelData }),
    };
  }

  write(given: Uint8Array): void {
    // A Node Buffer's slice() is a view: values would change with a chunk that is reused.
    const chunk = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
    this.chunkStart = this.received;
    this.received += chunk.length;
    if (this.inflater) this.inflater.push(chunk);
    else this.inflateRest(this.feed.write(chunk));
    this.deliverDataSetBytes(chunk);
  }

  end(): ScannedInstance {
    if (this.received === 0) throw new DicomError("NOT_DICOM", "The file is empty.");
    this.isFinal = true;
    this.chunkStart = this.received;
    const left = this.feed.parseRest();
    if (left) this.inflateRest([left]);
    this.inflater?.end();
    this.deliverDataSetBytes(new Uint8Array(0));
    this.checkComplete();
    return this.result();
  }

  // The bytes after a deflated file's File Meta go through the inflater and then to a feed of their own.
  private inflateRest(left: Uint8Array[]): void {
    for (const bytes of left) this.inflater?.push(bytes);
  }

  private deliverDataSetBytes(chunk: Uint8Array): void {
    const deliver = this.options.onDataSetBytes;
    if (this.beginning === undefined || !deliver) return;
    if (this.early) deliver(this.early);
    this.early = undefined;
    const rest = chunk.subarray(Math.max(0, this.beginning - this.chunkStart));
    if (rest.length > 0) deliver(rest);
  }

  private readonly warn = (code: ScanWarning["code"], message: string): void => {
    if (!this.warnings.has(code)) this.warnings.set(code, { code, message });
  };

  // ---- phases -----------------------------------------------------------------------------------------

  private step(): boolean {
    if (this.phase === "start") return this.readStart();
    if (this.phase === "fileMeta") return this.readFileMeta();
    if (!this.reader.isPastEnd) return this.reader.step();
    this.feed.advance(this.feed.available);
    return false;
  }

  private readStart(): boolean {
    const { feed } = this;
    if (!feed.has(PREAMBLE_BYTES + 2) && !this.isFinal) return false;
    const { available, view, at } = feed;
    if (available >= PREAMBLE_BYTES && view.getUint32(at + 128) === DICM && !this.isMarkInData()) {
      this.hasPreamble = true;
      feed.advance(PREAMBLE_BYTES);
    } else if (available >= 8 && view.getUint32(at) === DICM) {
      feed.advance(4);
    } else if (available < 8 || !guessLayout(feed.bytes, at)) {
      throw new DicomError("NOT_DICOM", "The file is not DICOM: it has no DICM mark and no data set.", 0);
    }
    if (!this.hasPreamble) this.warn("ACCEPTED_WITHOUT_PREAMBLE", "The file has no preamble with DICM mark.");
    this.phase = "fileMeta";
    return true;
  }

  // "DICM" can also stand in the text of a data set that has no preamble.
  private isMarkInData(): boolean {
    const { available, view, at, bytes } = this.feed;
    const isBeforeMeta =
      available >= PREAMBLE_BYTES + 2 && view.getUint16(at + PREAMBLE_BYTES, true) === 0x0002;
    return !isBeforeMeta && guessLayout(bytes, at) !== undefined;
  }

  /** Group 0002 up to its last element; a wrong group length is not believed (PS3.10 7.1). */
  private readFileMeta(): boolean {
    const { feed } = this;
    if (!feed.has(8)) return false;
    // Some devices write this group with implicit VR, too; its values are short.
    const isElement =
      looksLikeVr(feed.byte(4), feed.byte(5)) || feed.view.getUint32(feed.at + 4, true) <= 1024;
    const isMeta = feed.view.getUint16(feed.at, true) === 0x0002 && isElement;
    return isMeta && !this.isPastDeflatedMeta() ? this.reader.step() : this.beginDataSet();
  }

  // Deflated bytes could look like a group 0002 element; only there the group length decides.
  private isPastDeflatedMeta(): boolean {
    if (getString(this.fileMeta, "TransferSyntaxUID") !== DEFLATED_LITTLE_ENDIAN) return false;
    const groupLength = this.fileMeta.elements.get(TAG.FileMetaInformationGroupLength);
    const length = getNumber(this.fileMeta, "FileMetaInformationGroupLength");
    return (
      groupLength !== undefined && length !== undefined && this.feed.offset >= groupLength.offset + 4 + length
    );
  }

  private beginDataSet(): boolean {
    const { feed } = this;
    this.beginning = feed.offset;
    // The mark was found in bytes that had to wait: some of them came with an earlier chunk.
    if (feed.offset < this.chunkStart) {
      this.early = feed.bytes.slice(feed.at, feed.at + this.chunkStart - feed.offset);
    }
    this.phase = "dataSet";
    const declared = getString(this.fileMeta, "TransferSyntaxUID") ?? "";
    const isDeflated = declared === DEFLATED_LITTLE_ENDIAN;
    this.layout = isDeflated ? EXPLICIT_LITTLE : this.chooseLayout(declared);
    this.transferSyntaxUid = declared || transferSyntaxOf(this.layout);
    if (isDeflated) {
      feed.stop();
      this.feed = new ByteFeed(() => this.step(), feed.offset);
      this.inflater = new InflateStream(this.limits.inflate, (bytes) => this.feed.write(bytes));
    }
    this.dataSet = new DataSet(this.layout.isLittleEndian);
    this.reader = this.newReader(this.dataSet, this.layout);
    return !isDeflated;
  }

  /** What the transfer syntax says, unless the first element shows that it is not so. */
  private chooseLayout(declared: string): Layout {
    const { feed } = this;
    const guess = guessLayout(feed.bytes, feed.at);
    if (declared === "") {
      if (guess) return guess;
      if (this.fileMeta.elements.size > 0) {
        return looksLikeVr(feed.byte(4), feed.byte(5)) ? EXPLICIT_LITTLE : IMPLICIT_LITTLE;
      }
      throw new DicomError("NOT_DICOM", "What follows the DICM mark is no data set.", feed.offset);
    }
    const expected = layoutOf(declared);
    if (!isKnownTransferSyntax(declared)) {
      this.warn("UNKNOWN_TRANSFER_SYNTAX", `The transfer syntax ${declared.slice(0, 64)} is not known.`);
    } else if (guess && guess !== expected) {
      this.warn("WRONG_TRANSFER_SYNTAX", "The data set is not encoded as its transfer syntax says.");
    }
    return guess ?? expected;
  }

  // ---- the end ----------------------------------------------------------------------------------------

  private checkComplete(): void {
    const { feed, reader } = this;
    const truncated = (message: string) => new DicomError("TRUNCATED", message, feed.offset);
    if (this.phase !== "dataSet") throw truncated("The file ends within its File Meta Information.");
    if (feed.missing > 0) {
      const what = reader.pixelData && feed.offset >= reader.pixelData.offset ? "pixel data" : "a value";
      throw truncated(`The file is cut short: ${feed.missing} bytes of ${what} are missing.`);
    }
    const unfinished = reader.unfinished();
    if (unfinished) throw truncated(`The file is cut short within ${unfinished}.`);
    // A few zero bytes at the end are padding of a sector.
    if (feed.rest.length >= 8 || feed.rest.some((byte) => byte !== 0)) {
      throw truncated("The file is cut short within an element.");
    }
    if (this.dataSet.elements.size === 0) throw truncated("The file has no data set.");
  }

  private identify(isDicomdir: boolean): InstanceIdentity | undefined {
    if (isDicomdir) return undefined;
    try {
      return identifyInstance(this.dataSet, this.fileMeta, this.warn);
    } catch (error) {
      if (this.options.requireIdentity === false) return undefined;
      throw error;
    }
  }

  private result(): ScannedInstance {
    const { dataSet, fileMeta, reader, transferSyntaxUid } = this;
    const isDicomdir =
      dataSet.elements.has(TAG.DirectoryRecordSequence) ||
      getString(fileMeta, "MediaStorageSOPClassUID") === SOP_CLASS.mediaStorageDirectory;
    const identity = this.identify(isDicomdir);
    const { pixelData, fragments } = reader;
    const frames = pixelData && indexFrames(dataSet, pixelData, fragments, transferSyntaxUid, this.warn);
    return {
      fileMeta,
      dataSet,
      transferSyntaxUid,
      layout: this.layout,
      isDeflated: this.inflater !== undefined,
      hasPreamble: this.hasPreamble,
      dataSetOffset: this.beginning ?? 0,
      length: this.received,
      ...(pixelData && { pixelData: frames ? { ...pixelData, frames } : pixelData }),
      bulk: reader.bulk,
      isDicomdir,
      ...(identity && { identity }),
      warnings: [...this.warnings.values()],
    };
  }
}
