import { type DicomObject, newUid, writePart10 } from "@/lib/dicom";

/** Three spots tell on any picture of the image how it lies: first, along the row, along the column. */
export const SPOTS = { first: [24, 20], alongRow: [104, 20], alongColumn: [24, 76] } as const;
export const SIZE = { columns: 128, rows: 96 };
/** Stored values of the spots; `WINDOW` draws them as these greys. */
export const GREYS = { first: 255, alongRow: 170, alongColumn: 85 } as const;
export const VALUES = { first: 3000, alongRow: 2000, alongColumn: 1000 } as const;
const RADIUS = 8;
/** Pixels of one spot. */
export const SPOT_PIXELS = 197;

/** Pixels of 0.9 mm down and 0.6 mm across, so that a swapped spacing is seen. */
export const SPACING = { down: 0.9, across: 0.6 };

/** Whose study it is: another patient for each. */
export const patientOf = (studyInstanceUid: string) => ({
  PatientID: `MERK-${studyInstanceUid.slice(-8)}`,
  PatientName: "Stippen^Hanna",
  PatientBirthDate: "19700131",
  PatientSex: "F",
  StudyDate: "20260102",
});

/** Bits that stand in the image's words beside its own values, by column and row. */
type OtherBits = (column: number, row: number) => number;

function pixels(otherBits: OtherBits): Uint8Array {
  const values = new Uint16Array(SIZE.columns * SIZE.rows);
  for (const name of ["first", "alongRow", "alongColumn"] as const) {
    const [column, row] = SPOTS[name];
    for (let y = row - RADIUS; y <= row + RADIUS; y += 1)
      for (let x = column - RADIUS; x <= column + RADIUS; x += 1)
        if ((x - column) ** 2 + (y - row) ** 2 <= RADIUS ** 2) values[y * SIZE.columns + x] = VALUES[name];
  }
  values.forEach((value, at) => {
    values[at] = value | otherBits(at % SIZE.columns, Math.floor(at / SIZE.columns));
  });
  return new Uint8Array(values.buffer);
}

/** One image of a series of its own with the three spots; what it says of its place is up to the caller. */
export function markedImage(
  studyInstanceUid: string,
  seriesNumber: number,
  values: DicomObject,
  otherBits: OtherBits = () => 0,
): Uint8Array {
  const attributes: DicomObject = {
    SpecificCharacterSet: "ISO_IR 192",
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
    SOPInstanceUID: newUid(),
    StudyInstanceUID: studyInstanceUid,
    SeriesInstanceUID: newUid(),
    Modality: "CT",
    ...patientOf(studyInstanceUid),
    StudyDescription: "Drie stippen",
    SeriesNumber: seriesNumber,
    InstanceNumber: 1,
    Rows: SIZE.rows,
    Columns: SIZE.columns,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    SamplesPerPixel: 1,
    PixelRepresentation: 0,
    PhotometricInterpretation: "MONOCHROME2",
    WindowCenter: "1500",
    WindowWidth: "3000",
    ...values,
  };
  return Buffer.concat(writePart10(attributes, { frames: [pixels(otherBits)], vr: "OW" }));
}
