import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { inflateRawSync } from "node:zlib";
import { Decoder as LosslessDecoder } from "@cornerstonejs/jpeg-lossless-decoder-js";
import { codestreamSize } from "./codestream-size";
import { declareRgb } from "./declare-rgb";
import { decodeRle } from "./decode-rle";
import type { DecodedFrame, FrameDescription } from "./frame-description";
import { type CodecName, decodeWithWasm } from "./wasm-codecs";

const require = createRequire(import.meta.url);

const JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
const JPEG_EXTENDED = "1.2.840.10008.1.2.4.51";
const RLE = "1.2.840.10008.1.2.5";
const DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1";
const NATIVE = ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.98"];
const LOSSLESS = ["1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70"];
const WASM: Record<string, CodecName> = {
  "1.2.840.10008.1.2.4.80": "jpegLs",
  "1.2.840.10008.1.2.4.81": "jpegLs",
  "1.2.840.10008.1.2.4.90": "jpeg2000",
  "1.2.840.10008.1.2.4.91": "jpeg2000",
  "1.2.840.10008.1.2.4.92": "jpeg2000",
  "1.2.840.10008.1.2.4.93": "jpeg2000",
  "1.2.840.10008.1.2.4.201": "htj2k",
  "1.2.840.10008.1.2.4.202": "htj2k",
  "1.2.840.10008.1.2.4.203": "htj2k",
};

/** Of native pixels, which are all there: nothing that is small becomes large. */
const MAX_PIXEL_BYTES = 512 * 1024 * 1024;
/** Of compressed ones: a few bytes may say that they are any size. An image of 48 megapixels in colour fits. */
const MAX_DECODED_BYTES = 160 * 1024 * 1024;
/** PackBits makes at most 128 bytes of two. */
const MAX_RLE_RATIO = 64;

/** The stored values of one frame. Runs in a worker: hostile streams may make a decoder hang or die. */
export async function decodePixels(bytes: Uint8Array, frame: FrameDescription): Promise<DecodedFrame> {
  const { rows, columns, samplesPerPixel: samples, bitsAllocated } = frame;
  const container = Math.max(1, Math.ceil(bitsAllocated / 8));
  const isNative = NATIVE.includes(frame.transferSyntaxUid);
  const size = rows * columns * samples * Math.max(container, minimumContainer(frame.transferSyntaxUid));
  if (!(size > 0) || size > (isNative ? MAX_PIXEL_BYTES : MAX_DECODED_BYTES) || samples > 4)
    throw new Error("the image's dimensions are not accepted");
  const decoded = (
    values: Uint8Array,
    photometricInterpretation = frame.photometricInterpretation,
  ): DecodedFrame => ({ bytes: values, bitsAllocated, samplesPerPixel: samples, photometricInterpretation });

  if (isNative) return decoded(readNative(bytes, frame));
  if (frame.transferSyntaxUid === DEFLATED_FRAMES)
    return decoded(readNative(inflateFrame(bytes, frame), frame));
  if (frame.transferSyntaxUid === RLE) {
    if (rows * columns * samples * (bitsAllocated / 8) > bytes.length * MAX_RLE_RATIO)
      throw new Error("the RLE segments are too short for the image");
    // Single bits are packed before they are run-length encoded.
    if (bitsAllocated === 1)
      return decoded(readNative(decodeRle(bytes, Math.ceil((rows * columns * samples) / 8), 1, 1), frame));
    return decoded(decodeRle(bytes, rows * columns, samples, container));
  }

  const stream = codestreamSize(bytes);
  if (!stream || stream.rows !== rows || stream.columns !== columns || stream.components !== samples)
    throw new Error("the compressed image has another size than the data set says");
  if (LOSSLESS.includes(frame.transferSyntaxUid))
    return decoded(decodeLossless(bytes, stream.bits, container));
  if (frame.transferSyntaxUid === JPEG_EXTENDED && stream.bits > 8)
    return decoded(await decodeExtended(bytes, rows, columns, container));
  const isJpeg = frame.transferSyntaxUid === JPEG_BASELINE || frame.transferSyntaxUid === JPEG_EXTENDED;
  const codec = isJpeg ? "jpeg" : WASM[frame.transferSyntaxUid];
  if (!codec) throw new Error("the transfer syntax can't be decoded");
  const isRgb = isJpeg && samples === 3 && frame.photometricInterpretation === "RGB";
  const result = await decodeWithWasm(codec, isRgb ? declareRgb(bytes) : bytes);
  const interleaved =
    result.interleaveMode === 0 && samples > 1
      ? interleave(result.bytes, samples, result.bitsPerSample > 8 ? 2 : 1)
      : result.bytes;
  const values = widen(
    interleaved,
    result.bitsPerSample,
    container,
    frame.isSigned && result.isSigned === true,
  );
  // The data set says signed, the codestream doesn't: the sign is in its highest bit all the same.
  if (frame.isSigned && result.isSigned === false && container === 2)
    extendSign(values, result.bitsPerSample);
  // These decoders undo the colour transform of the codestream.
  const isConverted = samples === 3 && (isJpeg || /^YBR_(RCT|ICT)$/.test(frame.photometricInterpretation));
  return decoded(values, isConverted ? "RGB" : frame.photometricInterpretation);
}

/** JPEG 2000 decoders work in four bytes a sample, whatever comes out. */
function minimumContainer(transferSyntaxUid: string): number {
  const codec = WASM[transferSyntaxUid];
  return codec === "jpeg2000" || codec === "htj2k" ? 2 : 1;
}

/** Deflated Image Frame Compression: each frame by itself, of a size that is known. */
function inflateFrame(bytes: Uint8Array, frame: FrameDescription): Uint8Array {
  const bits = frame.rows * frame.columns * frame.samplesPerPixel * frame.bitsAllocated;
  return inflateRawSync(bytes, { maxOutputLength: Math.ceil(bits / 8) + 1 });
}

function readNative(bytes: Uint8Array, frame: FrameDescription): Uint8Array {
  const { rows, columns, samplesPerPixel: samples, bitsAllocated } = frame;
  const pixels = rows * columns;
  if (bitsAllocated === 1) {
    const out = new Uint8Array(pixels * samples);
    for (let at = 0; at < out.length; at++) out[at] = ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
    return out;
  }
  const container = bitsAllocated / 8;
  const isSubsampled = frame.photometricInterpretation === "YBR_FULL_422" && samples === 3;
  if (isSubsampled && bytes.length < pixels * 3) return expand422(bytes, pixels);
  const length = pixels * samples * container;
  const whole = bytes.length >= length ? bytes.subarray(0, length) : padded(bytes, length);
  return samples > 1 && frame.isPlanar ? interleave(whole, samples, container) : whole;
}

function padded(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  out.set(bytes);
  return out;
}

/** Two pixels share one Cb and Cr: Y1 Y2 Cb Cr (PS3.3 C.7.6.3.1.2). */
function expand422(bytes: Uint8Array, pixels: number): Uint8Array {
  const out = new Uint8Array(pixels * 3);
  for (let pair = 0; pair * 2 < pixels; pair++) {
    const [y1 = 0, y2 = 0, cb = 128, cr = 128] = bytes.subarray(pair * 4, pair * 4 + 4);
    out.set([y1, cb, cr], pair * 6);
    if (pair * 2 + 1 < pixels) out.set([y2, cb, cr], pair * 6 + 3);
  }
  return out;
}

function interleave(planar: Uint8Array, samples: number, container: number): Uint8Array {
  const out = new Uint8Array(planar.length);
  const pixels = planar.length / samples / container;
  for (let sample = 0; sample < samples; sample++)
    for (let pixel = 0; pixel < pixels; pixel++)
      for (let byte = 0; byte < container; byte++)
        out[(pixel * samples + sample) * container + byte] = planar[
          (sample * pixels + pixel) * container + byte
        ] as number;
  return out;
}

/** Values of a codec in containers of the data set; `bits` is what the codestream has per sample. */
function widen(bytes: Uint8Array, bits: number, container: number, isSigned: boolean): Uint8Array {
  const from = bits > 8 ? 2 : 1;
  if (from === container) return bytes;
  if (from > container) throw new Error("the compressed image has more bits than the data set says");
  const count = bytes.length / from;
  const out = new Uint8Array(count * container);
  for (let at = 0; at < count; at++) {
    for (let byte = 0; byte < from; byte++) out[at * container + byte] = bytes[at * from + byte] as number;
    const isNegative = isSigned && ((bytes[at * from + from - 1] as number) & 0x80) !== 0;
    if (isNegative) out.fill(0xff, at * container + from, (at + 1) * container);
  }
  return out;
}

function extendSign(values: Uint8Array, bits: number): void {
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength);
  const shift = 32 - bits;
  for (let at = 0; at + 2 <= values.length; at += 2)
    view.setInt16(at, (view.getUint16(at, true) << shift) >> shift, true);
}

function decodeLossless(bytes: Uint8Array, bits: number, container: number): Uint8Array {
  const own = bytes.slice();
  const decoded = new LosslessDecoder().decode(own.buffer, 0, own.length, bits <= 8 ? 1 : 2);
  const values = new Uint8Array(decoded.buffer, decoded.byteOffset, decoded.byteLength);
  return widen(values, bits, container, false);
}

interface ExtendedDecoder {
  parse(bytes: Uint8Array): void;
  colorTransform: boolean;
  getData16(columns: number, rows: number): Uint16Array;
}

let extendedDecoder: Promise<new () => ExtendedDecoder> | undefined;

/** The image loader's decoder with its level put right (see extended-jpeg-loader.cjs). */
async function loadExtendedDecoder(): Promise<new () => ExtendedDecoder> {
  const loader = import.meta.resolve("@cornerstonejs/dicom-image-loader");
  const source = await readFile(new URL("./codecs/jpeg.js", loader), "utf8");
  const mended = require("./extended-jpeg-loader.cjs")(source) as string;
  const module = await import(`data:text/javascript;base64,${Buffer.from(mended).toString("base64")}`);
  return module.default;
}

/** 12-bit JPEG: libjpeg-turbo's build takes 8 bits only, the image loader's own decoder takes these. */
async function decodeExtended(
  bytes: Uint8Array,
  rows: number,
  columns: number,
  container: number,
): Promise<Uint8Array> {
  extendedDecoder ??= loadExtendedDecoder();
  const JpegImage = await extendedDecoder;
  const jpeg = new JpegImage();
  jpeg.parse(bytes);
  jpeg.colorTransform = false;
  const values = jpeg.getData16(columns, rows);
  return widen(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 16, container, false);
}
