import {
  encodeAttribute,
  getNumber,
  getString,
  hasElement,
  type ScannedHead,
  type Tag,
  tagOf,
  transferSyntax,
} from "@/lib/dicom";
import type { FrameDescription } from "../frame-description";

const text = (keyword: string, vr: string, value: string): [Tag, Uint8Array] => {
  const tag = tagOf(keyword);
  return [tag, encodeAttribute({ tag, vr, values: [value] })];
};

const METHODS: Record<string, string> = {
  jpeg: "ISO_10918_1",
  "jpeg-ls": "ISO_14495_1",
  "jpeg-2000": "ISO_15444_1",
  htj2k: "ISO_15444_15",
};

/** How the colours of decoded pixels are to be read: what these codecs transform comes out as RGB. */
export function decodedPhotometric({
  transferSyntaxUid,
  samplesPerPixel,
  photometricInterpretation,
}: FrameDescription): string {
  if (samplesPerPixel !== 3) return photometricInterpretation;
  const isJpeg = transferSyntax(transferSyntaxUid)?.compression === "jpeg";
  return isJpeg || /^YBR_(RCT|ICT)$/.test(photometricInterpretation) ? "RGB" : photometricInterpretation;
}

/**
 * What says something else of decoded pixels than of the compressed ones they come from: colours, their order,
 * and that something was lost on the way (PS3.3 C.7.6.1.1.5).
 */
export function decodedPixelAttributes(
  { dataSet }: ScannedHead,
  description: FrameDescription,
  bytes: { compressed: number; decoded: number },
): Map<Tag, Uint8Array> {
  const changes = new Map<Tag, Uint8Array>();
  const photometric = decodedPhotometric(description);
  if (photometric !== getString(dataSet, "PhotometricInterpretation"))
    changes.set(...text("PhotometricInterpretation", "CS", photometric));
  if (description.samplesPerPixel > 1 && getNumber(dataSet, "PlanarConfiguration") !== 0) {
    const tag = tagOf("PlanarConfiguration");
    changes.set(tag, encodeAttribute({ tag, vr: "US", values: [0] }));
  }
  const syntax = transferSyntax(description.transferSyntaxUid);
  if (!syntax?.isLossy) return changes;
  if (getString(dataSet, "LossyImageCompression") !== "01")
    changes.set(...text("LossyImageCompression", "CS", "01"));
  if (!hasElement(dataSet, "LossyImageCompressionRatio") && bytes.compressed > 0)
    changes.set(...text("LossyImageCompressionRatio", "DS", (bytes.decoded / bytes.compressed).toFixed(2)));
  const method = METHODS[syntax.compression];
  if (!hasElement(dataSet, "LossyImageCompressionMethod") && method)
    changes.set(...text("LossyImageCompressionMethod", "CS", method));
  return changes;
}
