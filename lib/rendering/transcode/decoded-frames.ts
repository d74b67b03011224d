import { decodeFrameWith, type FrameDecoder } from "../render-frame";
import type { StoredInstance } from "../stored-instance";

/**
 * The decoded frames one after another as pixel data has them, the next one in work while one is read. Frames of
 * single bits follow each other without a gap (PS3.5 8.1.1). @throws ProblemError 422 `undecodable`
 */
export async function* decodedFrames(
  instance: StoredInstance,
  decoder: FrameDecoder,
  bitsPerFrame: number,
  first: Promise<Buffer>,
): AsyncGenerator<Buffer> {
  const bits = new BitJoiner(bitsPerFrame);
  let next = first;
  for (let frame = 1; frame <= instance.numberOfFrames; frame++) {
    const decoded = await next;
    if (frame < instance.numberOfFrames) {
      next = decodeFrameWith(decoder, frame + 1);
      // Awaited at its turn; until then a failure must not count as unhandled.
      next.catch(() => {});
    }
    yield bits.join(exactly(decoded, Math.ceil(bitsPerFrame / 8)));
  }
  const rest = bits.rest();
  if (rest) yield rest;
}

/** What a decoder gives too much or too little must not move the frames after it. */
function exactly(frame: Buffer, length: number): Buffer {
  if (frame.length === length) return frame;
  if (frame.length > length) return frame.subarray(0, length);
  return Buffer.concat([frame], length);
}

/** Puts runs of bits together, lowest bit first. */
class BitJoiner {
  private held = 0;
  private heldBits = 0;

  constructor(private readonly bitsPerRun: number) {}

  join(run: Buffer): Buffer {
    if (this.bitsPerRun % 8 === 0) return run;
    const out: number[] = [];
    for (let left = this.bitsPerRun, at = 0; left > 0; at++, left -= 8) {
      const count = Math.min(8, left);
      const bits = (run[at] as number) & ((1 << count) - 1);
      this.held |= bits << this.heldBits;
      this.heldBits += count;
      if (this.heldBits < 8) continue;
      out.push(this.held & 0xff);
      this.held >>= 8;
      this.heldBits -= 8;
    }
    return Buffer.from(out);
  }

  rest(): Buffer | undefined {
    return this.heldBits > 0 ? Buffer.from([this.held]) : undefined;
  }
}
