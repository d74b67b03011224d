import { itemHeader as header, joinBytes } from "./encode-data-set";
import { DicomError } from "./errors";
import { TAG, type Tag } from "./tags";
import { hasLongForm } from "./vr";

const UNDEFINED_LENGTH = 0xffffffff;

/** A sequence or item that is being read: where it ends in the source, unless a delimiter ends it. */
interface Level {
  kind: "sequence" | "item";
  end: number | undefined;
}

/**
 * Re-encodes a data set from Explicit to Implicit VR Little Endian while it streams past (PS3.5 7.1.3). Sequences
 * and items get undefined lengths, as theirs change; values stay as they are.
 * @throws DicomError for encapsulated pixel data, which has no implicit form, and for data sets that are cut off
 */
export async function* toImplicitVr(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const writer = new ImplicitWriter();
  for await (const chunk of source) yield* writer.take(chunk);
  yield* writer.end();
}

/** The same for bytes that are there already. */
export function implicitVrOf(bytes: Uint8Array): Uint8Array {
  const writer = new ImplicitWriter();
  return joinBytes([...writer.take(bytes), ...writer.end()]);
}

class ImplicitWriter {
  private held: Uint8Array = new Uint8Array(0);
  /** Bytes of the source that were consumed. */
  private position = 0;
  private valueLeft = 0;
  private readonly levels: Level[] = [];

  *take(chunk: Uint8Array): Generator<Uint8Array> {
    let bytes = this.held.length === 0 ? chunk : joinBytes([this.held, chunk]);
    while (bytes.length > 0) {
      if (this.valueLeft > 0) {
        const value = bytes.subarray(0, this.valueLeft);
        this.valueLeft -= value.length;
        this.position += value.length;
        bytes = bytes.subarray(value.length);
        yield value;
        continue;
      }
      yield* this.closeEnded();
      const header = this.readHeader(bytes);
      if (!header) break;
      this.position += header.size;
      bytes = bytes.subarray(header.size);
      yield header.encoded;
    }
    this.held = Uint8Array.from(bytes);
  }

  *end(): Generator<Uint8Array> {
    if (this.held.length > 0 || this.valueLeft > 0)
      throw new DicomError("TRUNCATED", "The data set ends within an element.");
    yield* this.closeEnded();
    if (this.levels.length > 0) throw new DicomError("TRUNCATED", "The data set ends within a sequence.");
  }

  /** Delimiters of everything whose length has been reached. */
  private *closeEnded(): Generator<Uint8Array> {
    for (let level = this.levels.at(-1); level?.end === this.position; level = this.levels.at(-1)) {
      this.levels.pop();
      yield header(level.kind === "item" ? TAG.ItemDelimitation : TAG.SequenceDelimitation, 0);
    }
  }

  private readHeader(bytes: Uint8Array): { size: number; encoded: Uint8Array } | undefined {
    if (bytes.length < 8) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const tag = ((view.getUint16(0, true) << 16) | view.getUint16(2, true)) >>> 0;
    if (tag >>> 16 === 0xfffe) return { size: 8, encoded: this.delimiter(tag, view.getUint32(4, true)) };
    const vr = String.fromCharCode(view.getUint8(4), view.getUint8(5));
    const isLong = hasLongForm(vr);
    if (isLong && bytes.length < 12) return undefined;
    const size = isLong ? 12 : 8;
    const length = isLong ? view.getUint32(8, true) : view.getUint16(6, true);
    return { size, encoded: this.element(tag, vr, length, this.position + size) };
  }

  private element(tag: Tag, vr: string, length: number, valueStart: number): Uint8Array {
    const isSequence = vr === "SQ";
    if (!isSequence && length === UNDEFINED_LENGTH)
      throw new DicomError("BAD_VALUE", "A value of undefined length has no implicit form here.");
    if (!isSequence) {
      this.valueLeft = length;
      return header(tag, length);
    }
    this.levels.push({
      kind: "sequence",
      end: length === UNDEFINED_LENGTH ? undefined : valueStart + length,
    });
    return header(tag, UNDEFINED_LENGTH);
  }

  private delimiter(tag: Tag, length: number): Uint8Array {
    if (tag !== TAG.Item) {
      this.levels.pop();
      return header(tag, 0);
    }
    const end = length === UNDEFINED_LENGTH ? undefined : this.position + 8 + length;
    this.levels.push({ kind: "item", end });
    return header(tag, UNDEFINED_LENGTH);
  }
}
