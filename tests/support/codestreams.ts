import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import sharp from "sharp";

const require = createRequire(import.meta.url);

interface Encoder {
  getDecodedBuffer(info: object): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  setDecompositions?(count: number): void;
}
type Factory = (options: object) => Promise<Record<string, new () => Encoder>>;

const ENCODERS = {
  jpegLs: ["@cornerstonejs/codec-charls", "JpegLSEncoder"],
  jpeg2000: ["@cornerstonejs/codec-openjpeg", "J2KEncoder"],
  htj2k: ["@cornerstonejs/codec-openjph", "HTJ2KEncoder"],
} as const;

/** Grey values that a decoder has something to do with; the same ones every time. */
export const greyPixels = (width: number, height: number): Uint16Array =>
  new Uint16Array(width * height).map((_, at) => (at % width) * 90 + Math.floor(at / width) * 7 + (at % 5));

/** A frame of `greyPixels`, without loss. */
export async function encodeGrey(
  codec: keyof typeof ENCODERS,
  width: number,
  height: number,
): Promise<Uint8Array> {
  const [name, kind] = ENCODERS[codec];
  const module = await (require(`${name}/wasmjs`) as Factory)({
    wasmBinary: readFileSync(require.resolve(`${name}/wasm`)),
    print: () => {},
    printErr: () => {},
  });
  const encoder = new (module[kind] as new () => Encoder)();
  const pixels = encoder.getDecodedBuffer({
    ...{ width, height, bitsPerSample: 16, componentCount: 1, isSigned: false },
    isUsingColorTransform: false,
  });
  pixels.set(new Uint8Array(greyPixels(width, height).buffer));
  encoder.setDecompositions?.(2);
  encoder.encode();
  return Uint8Array.from(encoder.getEncodedBuffer());
}

/** The low bytes of `greyPixels` as baseline JPEG. */
export async function encodeJpeg(width: number, height: number): Promise<Uint8Array> {
  const raw = { width, height, channels: 1 as const };
  return sharp(Uint8Array.from(greyPixels(width, height)), { raw })
    .toColourspace("b-w")
    .jpeg()
    .toBuffer();
}

/** `greyPixels` as RLE Lossless (PS3.5 Annex G), in runs that repeat nothing. */
export function encodeRle(width: number, height: number): Uint8Array {
  const bytes = Buffer.from(greyPixels(width, height).buffer);
  const segments = [1, 0].map((first) => {
    const parts: Buffer[] = [];
    for (let at = first; at < bytes.length; at += 256) {
      const run = Buffer.from(bytes.subarray(at, at + 256).filter((_, index) => index % 2 === 0));
      parts.push(Buffer.of(run.length - 1), run);
    }
    return Buffer.concat(parts);
  });
  const header = Buffer.alloc(64);
  header.writeUInt32LE(2, 0);
  header.writeUInt32LE(64, 4);
  header.writeUInt32LE(64 + (segments[0]?.length ?? 0), 8);
  return Buffer.concat([header, ...segments]);
}
