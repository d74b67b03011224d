import { DicomError } from "./errors";

const STARTS = 1;

/**
 * Collects where the fragments of encapsulated pixel data are while they stream past, and whether each begins
 * a JPEG-family codestream; keeps a few bytes per fragment and no pixel data.
 */
export class PixelFragments {
  readonly offsets: number[] = [];
  private readonly flags: number[] = [];
  private readonly head = new Uint8Array(12);
  private headLength = 0;
  end: number;
  /** The Basic Offset Table's bytes, empty when it has none. */
  offsetTable = new Uint8Array(0);

  constructor(
    start: number,
    private readonly maxFragments: number,
  ) {
    this.end = start;
  }

  begin(offset: number, length: number): void {
    if (this.offsets.length >= this.maxFragments) {
      throw new DicomError(
        "TOO_MANY_ELEMENTS",
        `The pixel data has more than ${this.maxFragments} fragments.`,
        offset,
      );
    }
    this.closeHead();
    this.offsets.push(offset);
    this.flags.push(0);
    this.end = offset + length;
  }

  /** Bytes of the fragment begun last, in order. */
  pass(bytes: Uint8Array): void {
    if (this.headLength >= this.head.length) return;
    const piece = bytes.subarray(0, this.head.length - this.headLength);
    this.head.set(piece, this.headLength);
    this.headLength += piece.length;
  }

  private closeHead(): void {
    const last = this.flags.length - 1;
    if (last >= 0 && startsCodestream(this.head.subarray(0, this.headLength))) this.flags[last] = STARTS;
    this.headLength = 0;
  }

  /** Indexes of the fragments that begin a codestream. */
  codestreamStarts(): number[] {
    this.closeHead();
    const starts: number[] = [];
    this.flags.forEach((flag, index) => {
      if (flag === STARTS) starts.push(index);
    });
    return starts;
  }
}

/**
 * JPEG and JPEG-LS SOI followed by another marker; JPEG 2000 and HTJ2K SOC SIZ or the JP2 signature box; JPEG XL
 * codestream or container. None of these can stand inside a codestream of its kind.
 */
function startsCodestream(head: Uint8Array): boolean {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xd8 && c === 0xff) return true;
  if (a === 0xff && b === 0x4f && c === 0xff && d === 0x51) return true;
  if (a === 0xff && b === 0x0a) return true;
  const isBox = a === 0 && b === 0 && c === 0 && d === 0x0c;
  return isBox && ((head[4] === 0x6a && head[5] === 0x50) || (head[4] === 0x4a && head[5] === 0x58));
}
