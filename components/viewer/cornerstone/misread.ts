import { type DicomJson, number, text } from "../data/dicom-json";
import type { FrameBytes } from "./frame-bytes";

const RLE = "1.2.840.10008.1.2.5";
const JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
const JPEG_2000 = /^1\.2\.840\.10008\.1\.2\.4\.(9[0-3]|20[123])$/;
/** Start of codestream, then its size (ISO 15444-1 A.4.1, A.5.1). */
const CODESTREAM = [0xff, 0x4f, 0xff, 0x51];
const FIRST_COMPONENT = 42;

/**
 * What the loader's decoders are known to get wrong and the server's don't: JPEG 2000 whose header says another sign
 * than the data set, colours of 16 bits in RLE, and JPEG that the data set calls RGB (the decoder takes all of it for
 * YCbCr unless the stream says otherwise).
 */
export function isMisread({ bytes, transferSyntaxUid }: FrameBytes, dataset: DicomJson): boolean {
  const samples = number(dataset, "00280002") ?? 1;
  if (transferSyntaxUid === RLE) return samples > 1 && number(dataset, "00280100") === 16;
  if (transferSyntaxUid === JPEG_BASELINE) return samples === 3 && text(dataset, "00280004") === "RGB";
  if (!JPEG_2000.test(transferSyntaxUid)) return false;
  const start = startOf(bytes);
  const depth = start === undefined ? undefined : bytes[start + FIRST_COMPONENT];
  const isSigned = number(dataset, "00280103") === 1;
  return depth !== undefined && depth >= 0x80 !== isSigned;
}

/** Where the codestream begins; in a JP2 file some boxes stand before it. */
function startOf(bytes: Uint8Array): number | undefined {
  for (let at = 0; at < Math.min(bytes.length - FIRST_COMPONENT, 4096); at += 1)
    if (CODESTREAM.every((byte, i) => bytes[at + i] === byte)) return at;
  return undefined;
}
