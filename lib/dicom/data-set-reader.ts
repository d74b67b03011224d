import type { ByteFeed } from "./byte-feed";
import { implicitVr, lookUpTag } from "./dictionary";
import { type ElementHeader, readElementHeader, readTag } from "./element-header";
import { DicomError } from "./errors";
import { type BulkValue, DataSet, type DicomElement, type ScanWarning } from "./model";
import { PixelFragments } from "./pixel-fragments";
import { IMPLICIT_LITTLE, type Layout } from "./scan-layout";
import type { ScanLimits } from "./scan-limits";
import { isPrivateTag, TAG, type Tag, tagToHex } from "./tags";
import { ValueStore } from "./value-store";
import { isTextVr } from "./vr";

export type Warn = (code: ScanWarning["code"], message: string) => void;

/** Where pixel data stands; for encapsulated data `offset` is that of the offset table's item. */
export interface FoundPixelData {
  /** Pixel Data, Float Pixel Data or Double Float Pixel Data. */
  tag: Tag;
  /** Where its header begins. */
  start: number;
  offset: number;
  length: number;
  vr: string;
  isEncapsulated: boolean;
}

/** One level of nesting: a data set (the root or an item), a sequence, or encapsulated pixel data. */
interface Level {
  kind: "dataSet" | "sequence" | "fragments";
  layout: Layout;
  dataSet: DataSet;
  element?: DicomElement;
  fragments?: PixelFragments;
  items: number;
  /** First byte after it at the latest; Infinity when only a delimiter ends it. */
  end: number;
  /** Of undefined length: a delimiter ends it. */
  isDelimited: boolean;
}

const UNDEFINED_LENGTH = 0xffffffff;
const BYTES_VRS = new Set(["OB", "OW", "OF", "OD", "OL", "OV"]);

/** Reads one data set with all its nesting from a feed; keeps short values and the places of long ones. */
export class DataSetReader {
  readonly bulk: BulkValue[] = [];
  pixelData: FoundPixelData | undefined;
  /** Fragments of the root's pixel data. */
  fragments: PixelFragments | undefined;
  /** What follows is not DICOM. */
  isPastEnd = false;

  private readonly levels: Level[];
  private readonly values = new ValueStore();
  private elementCount = 0;
  private keptBytes = 0;
  private isSigned = false;

  constructor(
    private readonly feed: ByteFeed,
    root: DataSet,
    layout: Layout,
    private readonly limits: ScanLimits,
    private readonly warn: Warn,
  ) {
    this.levels = [newLevel("dataSet", root, layout, Number.POSITIVE_INFINITY)];
  }

  /** Reads one element, item or delimiter; false when more bytes are needed. */
  step(): boolean {
    const { feed } = this;
    let level = this.levels[this.levels.length - 1] as Level;
    while (feed.offset >= level.end) level = this.closeLevel();
    if (!feed.has(8)) return false;
    if (level.kind === "dataSet") return this.readElement(level);
    return level.kind === "sequence" ? this.readItem(level) : this.readFragment(level);
  }

  /** What the file was cut short in; undefined when the data set is complete. */
  unfinished(): string | undefined {
    let top = this.levels.length - 1;
    while (top > 0 && this.feed.offset >= (this.levels[top] as Level).end) {
      this.closeLevel();
      top -= 1;
    }
    if (top === 0) return undefined;
    return (this.levels[top] as Level).kind === "fragments" ? "its pixel data" : "a sequence";
  }

  private closeLevel(): Level {
    const { element, kind, fragments } = this.levels.pop() as Level;
    if (element) element.length = this.feed.offset - element.offset;
    if (element && kind === "fragments" && fragments !== this.fragments) this.addBulk(element);
    return this.levels[this.levels.length - 1] as Level;
  }

  private addBulk({ tag, vr, offset, length }: DicomElement): void {
    let path = "";
    for (const level of this.levels) {
      if (level.kind === "sequence" && level.element)
        path += `${tagToHex(level.element.tag)}.${level.items}.`;
    }
    this.bulk.push({ path: path + tagToHex(tag), vr, offset, length });
  }

  private fail(code: DicomError["code"], message: string): DicomError {
    return new DicomError(code, message, this.feed.offset);
  }

  // ---- elements ---------------------------------------------------------------------------------------

  private readElement(level: Level): boolean {
    const tag = readTag(this.feed, level.layout.isLittleEndian);
    if (tag >>> 16 === 0xfffe) return this.readDelimiter(level, tag);
    if (tag === 0 && this.levels.length === 1 && level.dataSet.elements.size > 0) {
      this.warn("TRAILING_BYTES", "Bytes that are no DICOM follow the data set.");
      this.isPastEnd = true;
      return true;
    }
    const header = readElementHeader(this.feed, level.layout, tag, this.isSigned);
    if (!header) return false;
    if (header.isUnknownVr) this.warn("UNKNOWN_VR", `Element ${tagToHex(tag)} has an unknown VR.`);
    if (header.length === UNDEFINED_LENGTH) return this.openUndefined(level, header);
    if (this.feed.offset + header.size + header.length > level.end) {
      throw this.fail("BAD_LENGTH", `Element ${tagToHex(tag)} is longer than the item it is in.`);
    }
    if (header.vr === "SQ") return this.openSequence(level, header, level.layout);
    return header.vr === "UN" && !isPrivateTag(tag)
      ? this.readUnknown(level, header)
      : this.readValue(level, header, header.vr);
  }

  /** UN with a public tag: what PS3.6 says it is, where its bytes can be read so (PS3.5 6.2.2). */
  private readUnknown(level: Level, header: ElementHeader): boolean {
    const entry = lookUpTag(header.tag);
    if (entry?.vr === "SQ" && header.length >= 8) {
      if (!this.feed.has(header.size + 4)) return false;
      const isItem = this.feed.view.getUint32(this.feed.at + header.size, true) === 0xe000fffe;
      if (isItem) return this.openSequence(level, header, IMPLICIT_LITTLE);
    }
    const isReadable = entry && entry.vr !== "SQ" && (level.layout.isLittleEndian || isTextVr(entry.vr));
    return this.readValue(level, header, isReadable ? implicitVr(header.tag, this.isSigned) : "UN");
  }

  private readValue(level: Level, header: ElementHeader, vr: string): boolean {
    const { feed, limits } = this;
    const { tag, size, length } = header;
    const start = feed.offset;
    const offset = start + size;
    if (this.levels.length === 1 && isPixelDataTag(tag)) {
      this.countElement();
      this.pixelData = { tag, start, offset, length, vr, isEncapsulated: false };
      return this.passOver(header);
    }
    if (tag === TAG.DataSetTrailingPadding) return this.passOver(header);
    const isOffsetTable = tag === TAG.ExtendedOffsetTable || tag === TAG.ExtendedOffsetTableLengths;
    if (length > (isOffsetTable ? limits.maxOffsetTableBytes : limits.maxValueBytes)) {
      this.countElement();
      const element = { tag, vr, start, offset, length };
      this.addElement(level, element);
      this.addBulk(element);
      return this.passOver(header);
    }
    if (!feed.has(size + length)) return false;
    this.countElement();
    this.keptBytes += length;
    if (this.keptBytes > limits.maxKeptBytes) {
      throw this.fail("TOO_LARGE_HEADER", "The header is larger than what is accepted.");
    }
    const from = feed.at + size;
    const value = this.values.copy(feed.bytes, from, length);
    this.addElement(level, { tag, vr, start, offset, length, value });
    if (tag === TAG.PixelRepresentation && length >= 2) {
      this.isSigned = feed.view.getUint16(from, level.layout.isLittleEndian) === 1;
    }
    feed.advance(size + length);
    return true;
  }

  private passOver({ size, length }: ElementHeader): boolean {
    this.feed.advance(size);
    this.feed.skip(length);
    return true;
  }

  private countElement(): void {
    this.elementCount += 1;
    if (this.elementCount > this.limits.maxElements) {
      throw this.fail("TOO_MANY_ELEMENTS", `The file has more than ${this.limits.maxElements} elements.`);
    }
  }

  private addElement({ dataSet }: Level, element: DicomElement): void {
    if (dataSet.elements.has(element.tag)) {
      this.warn("DUPLICATE_ELEMENT", `Element ${tagToHex(element.tag)} occurs twice; the first one counts.`);
      dataSet.repeated ??= [];
      dataSet.repeated.push(element);
    } else {
      dataSet.elements.set(element.tag, element);
    }
  }

  // ---- nesting ----------------------------------------------------------------------------------------

  /** Undefined length: a sequence, encapsulated pixel data, or UN that holds an implicit sequence (CP-246). */
  private openUndefined(level: Level, header: ElementHeader): boolean {
    const { tag, vr } = header;
    const { isExplicit } = level.layout;
    if (tag === TAG.PixelData || (isExplicit && BYTES_VRS.has(vr))) return this.openFragments(level, header);
    if (vr === "UN" && isExplicit) return this.openSequence(level, header, IMPLICIT_LITTLE);
    if (vr === "SQ" || !isExplicit) return this.openSequence(level, header, level.layout);
    throw this.fail("BAD_LENGTH", `Element ${tagToHex(tag)} (${vr}) has no length.`);
  }

  private openSequence(level: Level, { tag, size, length }: ElementHeader, layout: Layout): boolean {
    const start = this.feed.offset;
    const offset = start + size;
    const isDelimited = length === UNDEFINED_LENGTH;
    const end = isDelimited ? Number.POSITIVE_INFINITY : offset + length;
    const element: DicomElement = { tag, vr: "SQ", start, offset, length: 0, items: [], isDelimited };
    this.addElement(level, element);
    this.push(newLevel("sequence", level.dataSet, layout, end, element), size);
    return true;
  }

  private openFragments(level: Level, { tag, vr, size }: ElementHeader): boolean {
    const start = this.feed.offset;
    const offset = start + size;
    const element: DicomElement = { tag, vr, start, offset, length: 0, isDelimited: true };
    const fragments = new PixelFragments(offset, this.limits.maxFragments);
    // Pixel data, which every image has, is not among the elements, however it is encoded.
    if (this.levels.length === 1 && tag === TAG.PixelData) {
      this.pixelData = { tag, start, offset, length: 0, vr, isEncapsulated: true };
      this.fragments = fragments;
    } else {
      this.addElement(level, element);
    }
    const opened = newLevel("fragments", level.dataSet, level.layout, Number.POSITIVE_INFINITY, element);
    opened.fragments = fragments;
    this.push(opened, size);
    return true;
  }

  private push(level: Level, headerSize: number): void {
    // A sequence and its item are two levels.
    if (this.levels.length >= this.limits.maxDepth * 2) {
      throw this.fail("TOO_DEEP", `Sequences are nested more than ${this.limits.maxDepth} deep.`);
    }
    this.countElement();
    this.feed.advance(headerSize);
    this.levels.push(level);
  }

  private readDelimiter(level: Level, tag: Tag): boolean {
    if (this.levels.length === 1) {
      if (tag === TAG.Item) throw this.fail("BAD_SEQUENCE", "An item stands outside a sequence.");
      this.warn("BAD_SEQUENCE", "A delimiter stands outside a sequence.");
      this.feed.advance(8);
    } else if (tag === TAG.ItemDelimitation) {
      this.feed.advance(8);
      if (level.isDelimited) this.closeLevel();
    } else {
      // The item's own delimiter is missing; the sequence takes what comes.
      this.warn("BAD_SEQUENCE", "An item has no delimiter.");
      this.closeLevel();
    }
    return true;
  }

  private readItem(level: Level): boolean {
    const { feed } = this;
    const { isLittleEndian } = level.layout;
    const tag = readTag(feed, isLittleEndian);
    if (tag !== TAG.Item) return this.readOtherThanItem(level, tag);
    const length = feed.view.getUint32(feed.at + 4, isLittleEndian);
    const isDelimited = length === UNDEFINED_LENGTH;
    if (!isDelimited) this.stretch(level, feed.offset + 8 + length);
    const item = new DataSet(isLittleEndian, level.dataSet, {
      offset: feed.offset + 8,
      length: isDelimited ? undefined : length,
      isExplicit: level.layout.isExplicit,
    });
    level.element?.items?.push(item);
    level.items += 1;
    // An item without delimiter inside a sequence of known length ends with it at the latest.
    const opened = newLevel(
      "dataSet",
      item,
      level.layout,
      isDelimited ? level.end : feed.offset + 8 + length,
    );
    opened.isDelimited = isDelimited;
    this.push(opened, 8);
    return true;
  }

  /** Sequences whose length was not corrected when their items grew are found; outer levels must hold them. */
  private stretch(level: Level, end: number): void {
    if (end <= level.end) return;
    if (this.levels.some((outer) => outer !== level && outer.end < end)) {
      throw this.fail("BAD_LENGTH", "An item is longer than what it is in.");
    }
    this.warn("BAD_SEQUENCE", "A sequence is longer than it says.");
    level.end = end;
  }

  private readOtherThanItem(level: Level, tag: Tag): boolean {
    if (tag === TAG.SequenceDelimitation) {
      this.feed.advance(8);
      this.closeLevel();
      return true;
    }
    if (tag === TAG.ItemDelimitation) {
      this.warn("BAD_SEQUENCE", "An item delimiter stands between items.");
      this.feed.advance(8);
      return true;
    }
    if (!Number.isFinite(level.end)) {
      throw this.fail("BAD_SEQUENCE", "Something else than an item stands in a sequence.");
    }
    this.warn("BAD_SEQUENCE", "A sequence holds something else than items.");
    this.feed.skip(level.end - this.feed.offset);
    return true;
  }

  private readFragment(level: Level): boolean {
    const { feed } = this;
    const fragments = level.fragments as PixelFragments;
    const tag = readTag(feed, level.layout.isLittleEndian);
    const length = feed.view.getUint32(feed.at + 4, level.layout.isLittleEndian);
    if (tag === TAG.SequenceDelimitation) {
      feed.advance(8);
      if (fragments === this.fragments && this.pixelData) {
        this.pixelData.length = feed.offset - this.pixelData.offset;
      }
      this.closeLevel();
      return true;
    }
    if (tag !== TAG.Item || length === UNDEFINED_LENGTH) {
      throw this.fail("BAD_SEQUENCE", "Encapsulated pixel data is not a row of fragments.");
    }
    if (level.items === 0) return this.readOffsetTable(level, fragments, length);
    level.items += 1;
    feed.advance(8);
    fragments.begin(feed.offset, length);
    feed.skip(length, (bytes) => fragments.pass(bytes));
    return true;
  }

  private readOffsetTable(level: Level, fragments: PixelFragments, length: number): boolean {
    const { feed } = this;
    const isKept = length <= this.limits.maxOffsetTableBytes;
    if (isKept && !feed.has(8 + length)) return false;
    level.items = 1;
    if (isKept) fragments.offsetTable = feed.bytes.slice(feed.at + 8, feed.at + 8 + length);
    feed.advance(8);
    feed.skip(length);
    return true;
  }
}

function newLevel(
  kind: Level["kind"],
  dataSet: DataSet,
  layout: Layout,
  end: number,
  element?: DicomElement,
): Level {
  const level: Level = { kind, dataSet, layout, end, items: 0, isDelimited: !Number.isFinite(end) };
  if (element) level.element = element;
  return level;
}

function isPixelDataTag(tag: Tag): boolean {
  return tag === TAG.PixelData || tag === TAG.FloatPixelData || tag === TAG.DoubleFloatPixelData;
}
