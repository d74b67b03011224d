import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type DicomObject, newUid, writePart10 } from "@/lib/dicom";

/** A small CT instance as a disc holds it. */
export function discInstance(values: DicomObject): Uint8Array {
  return Buffer.concat(
    writePart10(
      {
        SpecificCharacterSet: "ISO_IR 192",
        SOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
        SOPInstanceUID: newUid(),
        SeriesInstanceUID: newUid(),
        Modality: "CT",
        SeriesNumber: 1,
        InstanceNumber: 1,
        Rows: 64,
        Columns: 64,
        BitsAllocated: 16,
        BitsStored: 16,
        HighBit: 15,
        SamplesPerPixel: 1,
        PixelRepresentation: 0,
        PhotometricInterpretation: "MONOCHROME2",
        ...values,
      },
      { frames: [new Uint8Array(64 * 64 * 2)], vr: "OW" },
    ),
  );
}

/** A temporary folder with these files, as a DVD would have them. */
export function makeDisc(files: Record<string, Uint8Array | string>): string {
  const root = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-disc-")), "DVD");
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  return root;
}
