import { getNumber, getString } from "./data-set";
import { implicitVr, lookUpTag } from "./dictionary";
import { DicomError, type DicomErrorCode } from "./errors";
import type { FrameIndex } from "./frame-index";
import { type InstanceIdentity, identifyInstance } from "./identify-instance";
import { indexFrames } from "./index-frames";
import { InflateStream } from "./inflate-stream";
import { type BulkValue, DataSet, type DicomElement, type ScanWarning } from "./model";
import { PixelFragments } from "./pixel-fragments";
import {
  DEFLATED_LITTLE_ENDIAN,
  EXPLICIT_LITTLE,
  EXPLICIT_LITTLE_ENDIAN,
  guessLayout,
  IMPLICIT_LITTLE,
  type Layout,
  layoutOf,
  transferSyntaxOf,
} from "./scan-layout";
import { DEFAULT_LIMITS, type ScanLimits } from "./scan-limits";
import { isPrivateTag, TAG, type Tag, tagToHex } from "./tags";
import { isKnownTransferSyntax } from "./uids";
import { hasLongForm, isTextVr, looksLikeVr, vrFromBytes } from "./vr";

export interface ScanOptions {
  limits?: Partial<ScanLimits>;
  /** Receives the bytes after File Meta as they stand in the file, in order: what "same instance" hashes. */
  onDataSetBytes?: (bytes: Uint8Array) => void;
  /** false: also take data sets without study, series and SOP Instance UID. Default true. */
  requireIdentity?: boolean;
}

export interface ScannedPixelData {
  /** Pixel Data, Float Pixel Data or Double Float Pixel Data. */
  tag: Tag;
  /** First byte after the element's header; for encapsulated data that is the offset table's item. */
  offset: number;
  length: number;
  vr: string;
  isEncapsulated: boolean;
  /** Absent when single frames cannot be told apart (a warning says so). */
  frames?: FrameIndex;
}

export interface ScannedInstance {
  fileMeta: DataSet;
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
  /** Absent for a DICOMDIR and when `requireIdentity` is false and something is missing. */
  identity?: InstanceIdentity;
  warnings: ScanWarning[];
}

/** One level of nesting: a data set (root, File Meta or item), a sequence, or encapsulated pixel data. */
interface Level extends Layout {
  kind: "dataSet" | "sequence" | "fragments";
  dataSet: DataSet;
  element?: DicomElement;
  items: number;
  /** First byte after it at the latest; Infinity when only a delimiter ends it. */
  end: number;
  /** Of undefined length: a delimiter ends it. */
  isDelimited: boolean;
  fragments?: PixelFragments;
}

const PREAMBLE_BYTES = 132;
const UNDEFINED_LENGTH = 0xffffffff;
const DICM = 0x4449434d;

/**
 * Reads one Part 10 file (PS3.10 7) while it streams past, in chunks of whatever size; remembers the header and
 * where the large values are, never the values. The memory it needs depends on the header alone. Throws
 * DicomError from `write` or `end`; after that it is of no more use. A chunk may be reused once `write` returned.
 */
export class Part10Scanner {
  private readonly limits: ScanLimits;
  private readonly options: ScanOptions;

  // The bytes being parsed: a chunk as given, or `pending` when an element straddles chunks.
  private bytes: Uint8Array = new Uint8Array(0);
  private view: DataView = new DataView(this.bytes.buffer);
  private at = 0;
  private limit = 0;
  private offset = 0;
  private need = 1;
  private pending: Uint8Array = new Uint8Array(512);
  private pendingLength = 0;

  private skipping = 0;
  private skippingFragment: PixelFragments | undefined;
  private phase: "start" | "fileMeta" | "dataSet" | "padding" = "start";
  private isFinal = false;
  private received = 0;

  private levels: Level[] = [];
  private elementCount = 0;
  private keptBytes = 0;
  private isSigned = false;
  private inflater: InflateStream | undefined;
  private isInflating = false;
  private early: Uint8Array | undefined;
  private emitted = false;
  private chunkStart = 0;

  private readonly fileMeta = new DataSet(true);
  private dataSet = new DataSet(true);
  private layout: Layout = EXPLICIT_LITTLE;
  private transferSyntaxUid = "";
  private hasPreamble = false;
  private setOffset = -1;
  private pixelData: ScannedPixelData | undefined;
  private fragments: PixelFragments | undefined;
  private readonly bulk: BulkValue[] = [];
  private readonly warnings = new Map<string, ScanWarning>();

  constructor(options: ScanOptions = {}) {
    this.options = options;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
  }

  /** Where the data set begins, once File Meta has been read. */
  get dataSetOffset(): number | undefined {
    return this.setOffset < 0 ? undefined : this.setOffset;
  }

  /** What has been read of the data set so far: a file's head is enough to tell whose study it is. */
  get dataSetSoFar(): DataSet {
    return this.dataSet;
  }

  write(given: Uint8Array): void {
    // A Node Buffer's slice() is a view: values would change with a chunk that is reused.
    const chunk = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
    this.chunkStart = this.received;
    this.received += chunk.length;
    if (this.inflater) this.inflater.push(chunk);
    else this.parse(chunk);
    this.emitDataSetBytes(chunk);
  }

  end(): ScannedInstance {
    if (this.received === 0) throw new DicomError("NOT_DICOM", "The file is empty.");
    this.isFinal = true;
    this.chunkStart = this.received;
    this.parsePending();
    this.startInflating(undefined);
    this.inflater?.end();
    this.emitDataSetBytes(new Uint8Array(0));
    this.checkComplete();
    return this.result();
  }

  private emitDataSetBytes(chunk: Uint8Array): void {
    const deliver = this.options.onDataSetBytes;
    if (this.setOffset < 0 || !deliver) return;
    if (!this.emitted) {
      this.emitted = true;
      if (this.early && this.early.length > 0) deliver(this.early);
    }
    const rest = chunk.subarray(Math.max(0, this.setOffset - this.chunkStart));
    if (rest.length > 0) deliver(rest);
  }

  // ---- bytes ------------------------------------------------------------------------------------------

  private parse(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.pendingLength === 0) {
        this.load(chunk, at, chunk.length);
        this.run();
        if (this.startInflating(undefined)) return;
        if (this.at < this.limit) this.keepPending(chunk.subarray(this.at, this.limit));
        return;
      }
      const wanted = Math.min(this.need - this.pendingLength, chunk.length - at);
      this.keepPending(chunk.subarray(at, at + wanted));
      at += wanted;
      if (this.pendingLength < this.need) return;
      this.parsePending();
      if (this.startInflating(chunk.subarray(at))) return;
    }
  }

  private parsePending(): void {
    this.load(this.pending, 0, this.pendingLength);
    this.run();
    if (this.inflater && !this.isInflating) return;
    this.pending.copyWithin(0, this.at, this.limit);
    this.pendingLength = this.limit - this.at;
  }

  private load(bytes: Uint8Array, at: number, limit: number): void {
    if (this.bytes !== bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.at = at;
    this.limit = limit;
  }

  private keepPending(bytes: Uint8Array): void {
    const length = this.pendingLength + bytes.length;
    if (length > this.pending.length) {
      const larger = new Uint8Array(Math.max(length, this.pending.length * 2));
      larger.set(this.pending.subarray(0, this.pendingLength));
      this.pending = larger;
    }
    this.pending.set(bytes, this.pendingLength);
    this.pendingLength = length;
  }

  private run(): void {
    while (this.step()) {}
  }

  private advance(count: number): void {
    this.at += count;
    this.offset += count;
  }

  /** Whether `count` bytes are there; if not, says how many the next attempt waits for. */
  private has(count: number): boolean {
    if (this.limit - this.at >= count) return true;
    this.need = count;
    return false;
  }

  private startInflating(rest: Uint8Array | undefined): boolean {
    if (!this.inflater || this.isInflating) return false;
    this.isInflating = true;
    const left = this.bytes.slice(this.at, this.limit);
    this.pendingLength = 0;
    this.inflater.push(left);
    if (rest && rest.length > 0) this.inflater.push(rest);
    return true;
  }

  // ---- phases -----------------------------------------------------------------------------------------

  private step(): boolean {
    if (this.skipping > 0) return this.skip();
    if (this.inflater && !this.isInflating) return false;
    switch (this.phase) {
      case "start":
        return this.readStart();
      case "fileMeta":
        return this.readFileMeta();
      case "dataSet":
        return this.readDataSet();
      case "padding":
        this.advance(this.limit - this.at);
        return false;
    }
  }

  private skip(): boolean {
    const count = Math.min(this.skipping, this.limit - this.at);
    if (count === 0) {
      this.need = 1;
      return false;
    }
    this.skippingFragment?.pass(this.bytes.subarray(this.at, this.at + count));
    this.advance(count);
    this.skipping -= count;
    if (this.skipping === 0) this.skippingFragment = undefined;
    return true;
  }

  private readStart(): boolean {
    if (!this.has(PREAMBLE_BYTES + 2) && !this.isFinal) return false;
    const available = this.limit - this.at;
    if (available >= PREAMBLE_BYTES && this.view.getUint32(this.at + 128) === DICM && !this.isMarkInData()) {
      this.hasPreamble = true;
      this.advance(PREAMBLE_BYTES);
    } else if (available >= 8 && this.view.getUint32(this.at) === DICM) {
      this.advance(4);
    } else if (available < 8 || !guessLayout(this.bytes, this.at)) {
      throw new DicomError("NOT_DICOM", "The file is not DICOM: it has no DICM mark and no data set.", 0);
    }
    if (!this.hasPreamble) this.warn("ACCEPTED_WITHOUT_PREAMBLE", "The file has no preamble with DICM mark.");
    this.phase = "fileMeta";
    this.levels = [newLevel("dataSet", this.fileMeta, EXPLICIT_LITTLE, Number.POSITIVE_INFINITY)];
    return true;
  }

  // "DICM" can also stand in the text of a data set that has no preamble.
  private isMarkInData(): boolean {
    const isFollowedByMeta =
      this.limit - this.at >= PREAMBLE_BYTES + 2 &&
      this.view.getUint16(this.at + PREAMBLE_BYTES, true) === 0x0002;
    return !isFollowedByMeta && guessLayout(this.bytes, this.at) !== undefined;
  }

  /** Group 0002 up to its last element; a wrong group length is not believed (PS3.10 7.1). */
  private readFileMeta(): boolean {
    if (!this.has(8)) return false;
    const view = this.view;
    const isMeta = view.getUint16(this.at, true) === 0x0002 && looksLikeVr(this.byte(4), this.byte(5));
    if (isMeta && !this.isPastDeflatedMeta()) return this.readElement(this.levels[0] as Level);
    return this.beginDataSet();
  }

  // Deflated bytes could look like a group 0002 element; only there the group length decides.
  private isPastDeflatedMeta(): boolean {
    if (getString(this.fileMeta, "TransferSyntaxUID") !== DEFLATED_LITTLE_ENDIAN) return false;
    const groupLength = this.fileMeta.elements.get(TAG.FileMetaInformationGroupLength);
    const length = getNumber(this.fileMeta, "FileMetaInformationGroupLength");
    return (
      groupLength !== undefined && length !== undefined && this.offset >= groupLength.offset + 4 + length
    );
  }

  private beginDataSet(): boolean {
    this.setOffset = this.offset;
    if (this.offset < this.chunkStart) {
      this.early = this.bytes.slice(this.at, this.at + this.chunkStart - this.offset);
    }
    const declared = getString(this.fileMeta, "TransferSyntaxUID") ?? "";
    this.phase = "dataSet";
    if (declared === DEFLATED_LITTLE_ENDIAN) {
      this.begin(declared, EXPLICIT_LITTLE);
      this.inflater = new InflateStream(this.limits.inflate, (bytes) => this.parse(bytes));
      return false;
    }
    const guess = guessLayout(this.bytes, this.at);
    if (declared === "") {
      if (!guess && this.fileMeta.elements.size === 0) {
        throw new DicomError("NOT_DICOM", "What follows the DICM mark is no data set.", this.offset);
      }
      const layout = guess ?? (looksLikeVr(this.byte(4), this.byte(5)) ? EXPLICIT_LITTLE : IMPLICIT_LITTLE);
      this.begin(transferSyntaxOf(layout), layout);
      return true;
    }
    const expected = layoutOf(declared);
    const isAsSaid =
      !guess ||
      (guess.isExplicit === expected.isExplicit && guess.isLittleEndian === expected.isLittleEndian);
    if (!isKnownTransferSyntax(declared)) {
      this.warn("UNKNOWN_TRANSFER_SYNTAX", `The transfer syntax ${declared.slice(0, 64)} is not known.`);
    } else if (!isAsSaid) {
      this.warn("WRONG_TRANSFER_SYNTAX", "The data set is not encoded as its transfer syntax says.");
    }
    this.begin(declared, guess ?? expected);
    return true;
  }

  private begin(transferSyntaxUid: string, layout: Layout): void {
    this.transferSyntaxUid = transferSyntaxUid;
    this.layout = layout;
    this.dataSet = new DataSet(layout.isLittleEndian);
    this.levels = [newLevel("dataSet", this.dataSet, layout, Number.POSITIVE_INFINITY)];
  }

  private readDataSet(): boolean {
    let level = this.levels[this.levels.length - 1] as Level;
    while (this.offset >= level.end) level = this.closeLevel();
    if (!this.has(8)) return false;
    if (level.kind === "dataSet") return this.readElement(level);
    return level.kind === "sequence" ? this.readItem(level) : this.readFragment(level);
  }

  private closeLevel(): Level {
    const closed = this.levels.pop() as Level;
    const { element, kind } = closed;
    if (element) element.length = this.offset - element.offset;
    if (element && kind === "fragments" && closed.fragments !== this.fragments) {
      const { vr, offset, length } = element;
      this.bulk.push({ path: this.pathOf(element.tag), vr, offset, length });
    }
    return this.levels[this.levels.length - 1] as Level;
  }

  // ---- elements ---------------------------------------------------------------------------------------

  private byte(at: number): number {
    return this.bytes[this.at + at] as number;
  }

  private readTag(isLittleEndian: boolean): Tag {
    const group = this.view.getUint16(this.at, isLittleEndian);
    return ((group << 16) | this.view.getUint16(this.at + 2, isLittleEndian)) >>> 0;
  }

  private readElement(level: Level): boolean {
    const { isLittleEndian } = level;
    const tag = this.readTag(isLittleEndian);
    if (tag >>> 16 === 0xfffe) return this.readDelimiterInDataSet(level, tag);
    const isRoot = this.levels.length === 1;
    if (tag === 0 && isRoot && level.dataSet.elements.size > 0) {
      this.warn("TRAILING_BYTES", "Bytes that are no DICOM follow the data set.");
      this.phase = "padding";
      return true;
    }

    let vr: string;
    let header = 8;
    let length: number;
    const letters = level.isExplicit ? vrFromBytes(this.byte(4), this.byte(5)) : undefined;
    if (letters) {
      vr = letters;
      if (hasLongForm(vr)) {
        if (!this.has(12)) return false;
        header = 12;
        length = this.view.getUint32(this.at + 8, isLittleEndian);
      } else {
        length = this.view.getUint16(this.at + 6, isLittleEndian);
      }
    } else if (level.isExplicit && looksLikeVr(this.byte(4), this.byte(5))) {
      // A VR of a later edition has the long form (PS3.5 6.2.2 note); a wrongly written one mostly hasn't.
      vr = "UN";
      this.warn("UNKNOWN_VR", `Element ${tagToHex(tag)} has an unknown VR.`);
      length = this.view.getUint16(this.at + 6, isLittleEndian);
      if (length === 0) {
        if (!this.has(12)) return false;
        const isNextTag = this.view.getUint16(this.at + 8, isLittleEndian) === tag >>> 16;
        if (!isNextTag) {
          header = 12;
          length = this.view.getUint32(this.at + 8, isLittleEndian);
        }
      }
    } else {
      length = this.view.getUint32(this.at + 4, isLittleEndian);
      vr = implicitVr(tag, this.isSigned);
    }
    return this.readValue(level, tag, vr, header, length, isRoot);
  }

  private readValue(
    level: Level,
    tag: Tag,
    vr: string,
    header: number,
    length: number,
    isRoot: boolean,
  ): boolean {
    const offset = this.offset + header;
    if (length === UNDEFINED_LENGTH) return this.openUndefined(level, tag, vr, header, isRoot);
    if (offset + length > level.end) {
      throw new DicomError(
        "BAD_LENGTH",
        `Element ${tagToHex(tag)} is longer than the item it is in.`,
        this.offset,
      );
    }
    if (vr === "SQ") {
      this.open(level, "sequence", tag, "SQ", header, offset + length, level);
      return true;
    }
    if (vr === "UN" && !isPrivateTag(tag)) {
      const known = lookUpTag(tag);
      if (known?.vr === "SQ") {
        if (length >= 8) {
          if (!this.has(header + 4)) return false;
          if (this.view.getUint32(this.at + header, true) === 0xe000fffe) {
            this.open(level, "sequence", tag, "SQ", header, offset + length, IMPLICIT_LITTLE);
            return true;
          }
        }
      } else if (known && (level.isLittleEndian || isTextVr(known.vr))) {
        vr = known.isAmbiguous && this.isSigned ? "SS" : known.vr;
      }
    }
    if (isRoot && isPixelDataTag(tag)) {
      this.countElement(tag);
      this.pixelData = { tag, offset, length, vr, isEncapsulated: false };
      return this.passOver(header, length);
    }
    if (tag === TAG.DataSetTrailingPadding) return this.passOver(header, length);
    const isOffsetTable = tag === TAG.ExtendedOffsetTable || tag === TAG.ExtendedOffsetTableLengths;
    const most = isOffsetTable ? this.limits.maxOffsetTableBytes : this.limits.maxValueBytes;
    if (length > most) {
      this.countElement(tag);
      this.addElement(level, { tag, vr, offset, length });
      if (this.phase === "dataSet") this.bulk.push({ path: this.pathOf(tag), vr, offset, length });
      return this.passOver(header, length);
    }
    if (!this.has(header + length)) return false;
    this.countElement(tag);
    this.keptBytes += length;
    if (this.keptBytes > this.limits.maxKeptBytes) {
      throw new DicomError("TOO_LARGE_HEADER", "The header is larger than what is accepted.", this.offset);
    }
    const start = this.at + header;
    const value = this.bytes.slice(start, start + length);
    this.addElement(level, { tag, vr, offset, length, value });
    if (tag === TAG.PixelRepresentation && length >= 2) {
      this.isSigned = this.view.getUint16(start, level.isLittleEndian) === 1;
    }
    this.advance(header + length);
    return true;
  }

  private passOver(header: number, length: number): boolean {
    this.advance(header);
    this.skipping = length;
    return true;
  }

  private countElement(tag: Tag): void {
    this.elementCount += 1;
    if (this.elementCount > this.limits.maxElements) {
      const message = `The file has more than ${this.limits.maxElements} elements (at ${tagToHex(tag)}).`;
      throw new DicomError("TOO_MANY_ELEMENTS", message, this.offset);
    }
  }

  private addElement(level: Level, element: DicomElement): void {
    const { elements } = level.dataSet;
    if (elements.has(element.tag)) {
      this.warn("DUPLICATE_ELEMENT", `Element ${tagToHex(element.tag)} occurs twice; the first one counts.`);
    } else {
      elements.set(element.tag, element);
    }
  }

  /** Undefined length: a sequence, encapsulated pixel data, or UN that holds an implicit sequence (CP-246). */
  private openUndefined(level: Level, tag: Tag, vr: string, header: number, isRoot: boolean): boolean {
    const end = Number.POSITIVE_INFINITY;
    const isBytes = vr === "OB" || vr === "OW" || vr === "OF" || vr === "OD" || vr === "OL" || vr === "OV";
    if (tag === TAG.PixelData || (isBytes && level.isExplicit)) {
      const opened = this.open(level, "fragments", tag, vr, header, end, level);
      opened.fragments = new PixelFragments(this.offset, this.limits.maxFragments);
      if (isRoot && tag === TAG.PixelData) {
        this.pixelData = { tag, offset: this.offset, length: 0, vr, isEncapsulated: true };
        this.fragments = opened.fragments;
      }
      return true;
    }
    if (vr === "SQ" || vr === "UN" || !level.isExplicit) {
      const isForeign = vr === "UN" && level.isExplicit;
      this.open(level, "sequence", tag, "SQ", header, end, isForeign ? IMPLICIT_LITTLE : level);
      return true;
    }
    throw new DicomError("BAD_LENGTH", `Element ${tagToHex(tag)} (${vr}) has no length.`, this.offset);
  }

  private open(
    level: Level,
    kind: "sequence" | "fragments",
    tag: Tag,
    vr: string,
    header: number,
    end: number,
    layout: Layout,
  ): Level {
    if (this.levels.length >= this.limits.maxDepth * 2) {
      throw new DicomError(
        "TOO_DEEP",
        `Sequences are nested more than ${this.limits.maxDepth} deep.`,
        this.offset,
      );
    }
    this.countElement(tag);
    const element: DicomElement = { tag, vr, offset: this.offset + header, length: 0 };
    if (kind === "sequence") element.items = [];
    // Pixel data, which every image has, is not among the elements, however it is encoded.
    if (tag !== TAG.PixelData || this.levels.length > 1) this.addElement(level, element);
    this.advance(header);
    const opened = newLevel(kind, level.dataSet, layout, end, element);
    this.levels.push(opened);
    return opened;
  }

  // ---- items and delimiters ---------------------------------------------------------------------------

  private readDelimiterInDataSet(level: Level, tag: Tag): boolean {
    const isRoot = this.levels.length === 1;
    if (isRoot) {
      if (tag === TAG.Item)
        throw new DicomError("BAD_SEQUENCE", "An item stands outside a sequence.", this.offset);
      this.warn("BAD_SEQUENCE", "A delimiter stands outside a sequence.");
      this.advance(8);
    } else if (tag === TAG.ItemDelimitation) {
      this.advance(8);
      if (level.isDelimited) this.closeLevel();
    } else {
      // The item's own delimiter is missing; the sequence takes what comes.
      this.warn("BAD_SEQUENCE", "An item has no delimiter.");
      this.closeLevel();
    }
    return true;
  }

  private readItem(level: Level): boolean {
    const tag = this.readTag(level.isLittleEndian);
    const length = this.view.getUint32(this.at + 4, level.isLittleEndian);
    if (tag === TAG.SequenceDelimitation) {
      this.advance(8);
      this.closeLevel();
      return true;
    }
    if (tag === TAG.ItemDelimitation) {
      this.warn("BAD_SEQUENCE", "An item delimiter stands between items.");
      this.advance(8);
      return true;
    }
    if (tag !== TAG.Item) {
      if (level.end === Number.POSITIVE_INFINITY) {
        throw new DicomError(
          "BAD_SEQUENCE",
          `Something else than an item stands in a sequence.`,
          this.offset,
        );
      }
      this.warn("BAD_SEQUENCE", "A sequence holds something else than items.");
      this.skipping = level.end - this.offset;
      return true;
    }
    const end = length === UNDEFINED_LENGTH ? Number.POSITIVE_INFINITY : this.offset + 8 + length;
    if (end > level.end && end !== Number.POSITIVE_INFINITY) {
      const outer = Math.min(...this.levels.slice(0, -1).map((each) => each.end));
      if (end > outer)
        throw new DicomError("BAD_LENGTH", "An item is longer than what it is in.", this.offset);
      this.warn("BAD_SEQUENCE", "A sequence is longer than it says.");
      level.end = end;
    }
    this.countElement(tag);
    const item = new DataSet(level.isLittleEndian, level.dataSet);
    level.element?.items?.push(item);
    level.items += 1;
    this.advance(8);
    // An item without delimiter inside a sequence of known length ends with it at the latest.
    const opened = newLevel("dataSet", item, level, Math.min(end, level.end));
    opened.isDelimited = length === UNDEFINED_LENGTH;
    this.levels.push(opened);
    return true;
  }

  private readFragment(level: Level): boolean {
    const fragments = level.fragments as PixelFragments;
    const tag = this.readTag(level.isLittleEndian);
    const length = this.view.getUint32(this.at + 4, level.isLittleEndian);
    if (tag === TAG.SequenceDelimitation) {
      if (fragments === this.fragments && this.pixelData) {
        this.pixelData.length = this.offset + 8 - this.pixelData.offset;
      }
      this.advance(8);
      this.closeLevel();
      return true;
    }
    if (tag !== TAG.Item || length === UNDEFINED_LENGTH) {
      throw new DicomError("BAD_SEQUENCE", "Encapsulated pixel data is not a row of fragments.", this.offset);
    }
    const isOffsetTable = level.items === 0;
    if (isOffsetTable && length <= this.limits.maxOffsetTableBytes) {
      if (!this.has(8 + length)) return false;
      fragments.offsetTable = this.bytes.slice(this.at + 8, this.at + 8 + length);
      level.items = 1;
      this.advance(8 + length);
      fragments.end = this.offset;
      return true;
    }
    level.items += 1;
    this.advance(8);
    this.skipping = length;
    if (isOffsetTable) return true;
    fragments.begin(this.offset, length);
    if (length > 0) this.skippingFragment = fragments;
    return true;
  }

  private pathOf(tag: Tag): string {
    let path = "";
    for (const level of this.levels) {
      if (level.kind === "sequence" && level.element)
        path += `${tagToHex(level.element.tag)}.${level.items}.`;
    }
    return path + tagToHex(tag);
  }

  // ---- the end ----------------------------------------------------------------------------------------

  private warn(code: ScanWarning["code"], message: string): void {
    if (!this.warnings.has(code)) this.warnings.set(code, { code, message });
  }

  private checkComplete(): void {
    const truncated = (message: string) =>
      new DicomError("TRUNCATED" satisfies DicomErrorCode, message, this.offset);
    if (this.phase === "start" || this.phase === "fileMeta") {
      throw truncated("The file ends within its File Meta Information.");
    }
    if (this.skipping > 0) {
      const inPixels = this.pixelData !== undefined && this.offset >= this.pixelData.offset;
      throw truncated(
        `The file is cut short: ${this.skipping} bytes of ${inPixels ? "pixel data" : "a value"} are missing.`,
      );
    }
    let top = this.levels.length - 1;
    while (top > 0 && this.offset >= (this.levels[top] as Level).end) {
      this.closeLevel();
      top -= 1;
    }
    if (top > 0) {
      const kind = (this.levels[top] as Level).kind;
      throw truncated(
        `The file is cut short within ${kind === "fragments" ? "its pixel data" : "a sequence"}.`,
      );
    }
    if (this.pendingLength > 0) {
      const rest = this.pending.subarray(0, this.pendingLength);
      if (rest.length >= 8 || rest.some((byte) => byte !== 0))
        throw truncated("The file is cut short within an element.");
    }
    if (this.dataSet.elements.size === 0) throw truncated("The file has no data set.");
  }

  private result(): ScannedInstance {
    const warn = (code: ScanWarning["code"], message: string) => this.warn(code, message);
    const isDicomdir =
      this.dataSet.elements.has(TAG.DirectoryRecordSequence) ||
      getString(this.fileMeta, "MediaStorageSOPClassUID") === "1.2.840.10008.1.3.10";
    let identity: InstanceIdentity | undefined;
    if (!isDicomdir) {
      try {
        identity = identifyInstance(this.dataSet, this.fileMeta, warn);
      } catch (error) {
        if (this.options.requireIdentity !== false) throw error;
      }
    }
    const scanned: ScannedInstance = {
      fileMeta: this.fileMeta,
      dataSet: this.dataSet,
      transferSyntaxUid: this.transferSyntaxUid || EXPLICIT_LITTLE_ENDIAN,
      layout: { isExplicit: this.layout.isExplicit, isLittleEndian: this.layout.isLittleEndian },
      isDeflated: this.inflater !== undefined,
      hasPreamble: this.hasPreamble,
      dataSetOffset: this.setOffset,
      length: this.received,
      bulk: this.bulk,
      isDicomdir,
      warnings: [],
    };
    if (identity) scanned.identity = identity;
    if (this.pixelData) {
      const frames = indexFrames(this.dataSet, this.pixelData, this.fragments, this.transferSyntaxUid, warn);
      scanned.pixelData = frames ? { ...this.pixelData, frames } : this.pixelData;
    }
    scanned.warnings = [...this.warnings.values()];
    return scanned;
  }
}

function newLevel(
  kind: Level["kind"],
  dataSet: DataSet,
  layout: Layout,
  end: number,
  element?: DicomElement,
): Level {
  const { isExplicit, isLittleEndian } = layout;
  const level: Level = {
    kind,
    dataSet,
    isExplicit,
    isLittleEndian,
    end,
    items: 0,
    isDelimited: !Number.isFinite(end),
  };
  if (element) level.element = element;
  return level;
}

function isPixelDataTag(tag: Tag): boolean {
  return tag === TAG.PixelData || tag === TAG.FloatPixelData || tag === TAG.DoubleFloatPixelData;
}
