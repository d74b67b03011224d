import { createHash } from "node:crypto";
import { encodeFileMeta, writePart10 } from "@/lib/dicom";
import { SOP_CLASS_UID, TRANSFER_SYNTAX_UID } from "../../scratch/part10";
import type { Random } from "../random";

/** An instance that is going to be sent, with what it has to come back as. */
export interface MadeInstance {
  studyInstanceUid: string;
  seriesInstanceUid: string;
  sopInstanceUid: string;
  /** A Part 10 file. */
  file: Buffer;
  dataSet: Buffer;
  /** Of the data set, in hex. */
  sha256: string;
}

/** Instances of 20 to 200 KB of a few studies, whose bytes follow from the seed. */
export function makeInstances(random: Random, count: number, studies = 2): MadeInstance[] {
  const patients = Array.from({ length: studies }, (_, index) => ({
    StudyInstanceUID: random.uid(),
    PatientID: `F${random.between(1, 999_999_999)}`,
    PatientName: `Proef^Patient ${index + 1}`,
  }));
  const series = patients.map(() => [random.uid(), random.uid()]);
  return Array.from({ length: count }, (_, index) => {
    const study = index % studies;
    return makeInstance(random, index, {
      ...(patients[study] as (typeof patients)[number]),
      SeriesInstanceUID: random.pick(series[study] as string[]),
    });
  });
}

function makeInstance(
  random: Random,
  index: number,
  values: { StudyInstanceUID: string; SeriesInstanceUID: string; PatientID: string; PatientName: string },
): MadeInstance {
  const sopInstanceUid = random.uid();
  const rows = random.between(80, 800);
  const parts = writePart10(
    {
      ...values,
      SpecificCharacterSet: "ISO_IR 192",
      SOPClassUID: SOP_CLASS_UID,
      SOPInstanceUID: sopInstanceUid,
      Modality: "CT",
      PatientBirthDate: "19700131",
      StudyDate: "20260102",
      InstanceNumber: index + 1,
      Rows: rows,
      Columns: 128,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      SamplesPerPixel: 1,
      PixelRepresentation: 0,
      PhotometricInterpretation: "MONOCHROME2",
    },
    { frames: [random.bytes(rows * 256)], vr: "OW" },
  );
  const file = Buffer.concat(parts);
  const head = encodeFileMeta({
    sopClassUid: SOP_CLASS_UID,
    sopInstanceUid,
    transferSyntaxUid: TRANSFER_SYNTAX_UID,
  });
  const dataSet = file.subarray(head.length);
  return {
    studyInstanceUid: values.StudyInstanceUID,
    seriesInstanceUid: values.SeriesInstanceUID,
    sopInstanceUid,
    file,
    dataSet,
    sha256: sha256(dataSet),
  };
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
