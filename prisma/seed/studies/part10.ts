import { type DicomObject, writePart10 } from "@/lib/dicom";
import type { SyntheticInstance } from "./types";

/** The instance as a Part 10 file in pieces: Explicit VR Little Endian, or JPEG Baseline when its frames are encapsulated. */
export function part10Of(instance: SyntheticInstance): Uint8Array[] {
  const { pixelData } = instance;
  const object = instance.attributes as DicomObject;
  if (!pixelData) return writePart10(object);
  if (Array.isArray(pixelData)) {
    return writePart10(object, { encapsulated: pixelData, transferSyntaxUid: "1.2.840.10008.1.2.4.50" });
  }
  return writePart10(object, { frames: [pixelData], vr: "OW" });
}
