import { createHash } from "node:crypto";
import { type DicomObject, writePart10 } from "@/lib/dicom";

const CT_CLASS = "1.2.840.10008.5.1.4.1.1.2";
const MULTI_FRAME_CLASS = "1.2.840.10008.5.1.4.1.1.7.3";
export const FRAME_BYTES = 512 * 512 * 2;

/** A UID that follows from the text. */
export function uidOf(text: string): string {
  const hash = createHash("sha256").update(text).digest().subarray(0, 15);
  return `2.25.${BigInt(`0x${hash.toString("hex")}`)}`;
}

/** Pixels of a slice: different in every frame, so that a frame from the wrong place is seen. */
function framePixels(seed: number): Buffer {
  const pixels = Buffer.alloc(FRAME_BYTES);
  for (let at = 0; at < FRAME_BYTES; at += 4)
    pixels.writeUInt32LE((at * 2_654_435_761 + seed * 97) >>> 0, at);
  return pixels;
}

export interface BenchStudy {
  studyInstanceUid: string;
  seriesInstanceUid: string;
  sopInstanceUids: string[];
  /** The Part 10 file of one instance in pieces. */
  file(index: number): Uint8Array[];
  /** The pixels of a frame, counted from 0 through all instances. */
  pixels(frame: number): Buffer;
  bytes: number;
}

const patient = {
  SpecificCharacterSet: "ISO_IR 192",
  PatientName: "Bank^Meet",
  PatientID: "BENCH",
  PatientBirthDate: "19600101",
  PatientSex: "O",
};
const image = {
  SamplesPerPixel: 1,
  PhotometricInterpretation: "MONOCHROME2",
  Rows: 512,
  Columns: 512,
  BitsAllocated: 16,
  BitsStored: 16,
  HighBit: 15,
  PixelRepresentation: 0,
};

/** A CT of so many slices, each 512 x 512 x 16 bit. */
export function ctStudy(key: string, slices: number): BenchStudy {
  const pixels = Array.from({ length: Math.min(slices, 50) }, (_, seed) => framePixels(seed));
  const sopInstanceUids = Array.from({ length: slices }, (_, index) => uidOf(`${key}/${index}`));
  const common = {
    ...patient,
    ...image,
    SOPClassUID: CT_CLASS,
    StudyInstanceUID: uidOf(key),
    SeriesInstanceUID: uidOf(`${key}/series`),
    StudyDate: "20260115",
    StudyTime: "101500",
    StudyDescription: "CT thorax",
    Modality: "CT",
    SeriesNumber: 1,
    PixelSpacing: [0.7, 0.7],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    RescaleIntercept: -1024,
    RescaleSlope: 1,
  };
  const pixelsOf = (index: number) => pixels[index % pixels.length] as Buffer;
  const file = (index: number) =>
    writePart10(
      {
        ...common,
        SOPInstanceUID: sopInstanceUids[index] as string,
        InstanceNumber: index + 1,
        ImagePositionPatient: [-180, -180, index * 1.25],
      } as DicomObject,
      { frames: [pixelsOf(index)], vr: "OW" },
    );
  return {
    studyInstanceUid: common.StudyInstanceUID,
    seriesInstanceUid: common.SeriesInstanceUID,
    sopInstanceUids,
    file,
    pixels: pixelsOf,
    bytes: slices * sizeOf(file(0)),
  };
}

/** One object of so many frames. */
export function multiFrameStudy(key: string, frames: number): BenchStudy {
  const pixels = Array.from({ length: frames }, (_, seed) => framePixels(seed));
  const sopInstanceUid = uidOf(`${key}/0`);
  const object = {
    ...patient,
    ...image,
    SOPClassUID: MULTI_FRAME_CLASS,
    SOPInstanceUID: sopInstanceUid,
    StudyInstanceUID: uidOf(key),
    SeriesInstanceUID: uidOf(`${key}/series`),
    StudyDate: "20260116",
    Modality: "OT",
    NumberOfFrames: frames,
    InstanceNumber: 1,
  } as DicomObject;
  const file = () => writePart10(object, { frames: pixels, vr: "OW" });
  return {
    studyInstanceUid: uidOf(key),
    seriesInstanceUid: uidOf(`${key}/series`),
    sopInstanceUids: [sopInstanceUid],
    file,
    pixels: (frame) => pixels[frame] as Buffer,
    bytes: sizeOf(file()),
  };
}

export interface ListedStudy {
  studyInstanceUid: string;
  patientIdentifier: string;
  patientName: string;
  studyDate: string;
  file: Uint8Array[];
}

const FAMILIES = ["JANSMA", "DIJKHOF", "VRIESBERG", "BOSKAMP", "BAKSTRA", "SMIDVELD", "HOEKMEER", "PIETERS"];

/** The `index`th of many studies of one small instance. */
export function listedStudy(index: number): ListedStudy {
  const day = new Date(Date.UTC(2016, 0, 1 + ((index * 7919) % 3650)));
  const listed = {
    studyInstanceUid: uidOf(`list/${index}`),
    patientIdentifier: `Q${String(index).padStart(7, "0")}`,
    patientName: `${FAMILIES[index % FAMILIES.length]}${index % 97}^A`,
    studyDate: day.toISOString().slice(0, 10).replaceAll("-", ""),
  };
  const object = {
    SpecificCharacterSet: "ISO_IR 192",
    SOPClassUID: CT_CLASS,
    SOPInstanceUID: uidOf(`list/${index}/0`),
    SeriesInstanceUID: uidOf(`list/${index}/series`),
    StudyInstanceUID: listed.studyInstanceUid,
    PatientID: listed.patientIdentifier,
    PatientName: listed.patientName,
    PatientBirthDate: "19600101",
    StudyDate: listed.studyDate,
    AccessionNumber: `A${index}`,
    Modality: "CT",
    InstanceNumber: 1,
    ...image,
    Rows: 8,
    Columns: 8,
  } as DicomObject;
  return { ...listed, file: writePart10(object, { frames: [Buffer.alloc(128)], vr: "OW" }) };
}

export const sizeOf = (parts: Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);
