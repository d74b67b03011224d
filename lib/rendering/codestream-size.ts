/** What a compressed image's own header says. */
export interface CodestreamSize {
  columns: number;
  rows: number;
  components: number;
  bits: number;
}

/**
 * Reads the size out of a JPEG, JPEG-LS, JPEG 2000 or HTJ2K codestream before a decoder does: one that claims
 * another size than the data set must not make a decoder reserve memory for it.
 */
export function codestreamSize(bytes: Uint8Array): CodestreamSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 12 && view.getUint16(0) === 0xffd8) return jpegSize(view);
  const start = bytes.length > 12 && view.getUint32(4) === 0x6a502020 ? findCodestream(view) : 0;
  if (start !== undefined && start + 42 <= bytes.length && view.getUint32(start) === 0xff4fff51)
    return jpeg2000Size(view, start);
  return undefined;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const isFrameHeader = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) || marker === 0xf7;

/** Of the one frame header (ITU T.81 B.2.2); a second one might be believed by a decoder. */
function jpegSize(view: DataView): CodestreamSize | undefined {
  let size: CodestreamSize | undefined;
  let at = 2;
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrameHeader(marker)) {
      if (size || at + 10 > view.byteLength) return undefined;
      size = {
        bits: view.getUint8(at + 4),
        rows: view.getUint16(at + 5),
        columns: view.getUint16(at + 7),
        components: view.getUint8(at + 9),
      };
    }
    if (marker === START_OF_SCAN) return hasFrameHeader(view, at + 2) ? undefined : size;
    if (marker === END_OF_IMAGE) return undefined;
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Entropy-coded data hold no such marker. */
function hasFrameHeader(view: DataView, from: number): boolean {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === END_OF_IMAGE) return false;
    if (isFrameHeader(marker)) return true;
  }
  return false;
}

function jpeg2000Size(view: DataView, start: number): CodestreamSize {
  return {
    columns: view.getUint32(start + 8) - view.getUint32(start + 16),
    rows: view.getUint32(start + 12) - view.getUint32(start + 20),
    components: view.getUint16(start + 40),
    bits: (view.getUint8(start + 42) & 0x7f) + 1,
  };
}

/** A JP2 file wrapped around the codestream, which DICOM forbids and some devices write. */
function findCodestream(view: DataView): number | undefined {
  for (let at = 0; at + 8 <= Math.min(view.byteLength, 65_536); ) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x6a703263) return at + 8;
    if (length < 8) return undefined;
    at += length;
  }
  return undefined;
}
