import { type DicomObject, newUid, writePart10 } from "@/lib/dicom";
import { patientOf } from "./marked-series";

/** A block of 128 x 128 x 64 mm around the origin: CT of 2 mm pixels, PET of 4 mm ones, images of 4 mm. */
const BLOCK = { width: 128, height: 128, depth: 64, between: 4 };
const IMAGES = BLOCK.depth / BLOCK.between;
/** Grey of the CT's one value in its window: 40 in 40 / 400. */
export const CT_GREY = 127.5;
/** SUVbw of the PET on the patient's right; on the left nothing is taken up. */
export const UPTAKE = 2.5;

type Series = { Modality: string; SOPClassUID: string; SeriesNumber: number; pixel: number };
const CT: Series = { Modality: "CT", SOPClassUID: "1.2.840.10008.5.1.4.1.1.2", SeriesNumber: 1, pixel: 2 };
const PET: Series = { Modality: "PT", SOPClassUID: "1.2.840.10008.5.1.4.1.1.128", SeriesNumber: 2, pixel: 4 };

export type Instance = { SOPClassUID: string; SOPInstanceUID: string; SeriesInstanceUID: string };
export type FusedStudy = {
  study: string;
  frameOfReference: string;
  ct: Instance[];
  pet: Instance[];
  /** CT and PET; what else belongs to them is added. */
  files: Uint8Array[];
};

/** A CT and a PET in one frame of reference: one grey everywhere, and one uptake in half of it. */
export function fusedStudy(): FusedStudy {
  const [study, frameOfReference] = [newUid(), newUid()];
  const ct = seriesOf(study, frameOfReference, CT, { WindowCenter: "40", WindowWidth: "400" }, () => 1064);
  const pet = seriesOf(
    study,
    frameOfReference,
    PET,
    // Standardised uptake as it is stored: no dose and no times are needed to know it.
    { Units: "GML", CorrectedImage: ["DECY", "ATTN"], WindowCenter: "2500", WindowWidth: "5000" },
    (x) => (x < 0 ? UPTAKE * 1000 : 0),
  );
  return {
    study,
    frameOfReference,
    ct: ct.instances,
    pet: pet.instances,
    files: [...ct.files, ...pet.files],
  };
}

/** What every object of the study has. */
export const commonOf = (study: string): DicomObject => ({
  SpecificCharacterSet: "ISO_IR 192",
  StudyInstanceUID: study,
  ...patientOf(study),
  StudyDescription: "PET-CT",
});

function seriesOf(
  study: string,
  FrameOfReferenceUID: string,
  { Modality, SOPClassUID, SeriesNumber, pixel }: Series,
  values: DicomObject,
  stored: (x: number) => number,
) {
  const SeriesInstanceUID = newUid();
  const [columns, rows] = [BLOCK.width / pixel, BLOCK.height / pixel];
  const first = { x: (pixel - BLOCK.width) / 2, y: (pixel - BLOCK.height) / 2 };
  const pixels = new Uint16Array(columns * rows).map((_, at) => stored(first.x + (at % columns) * pixel));
  const instances: Instance[] = [];
  const files = Array.from({ length: IMAGES }, (_, index) => {
    const instance = { SOPClassUID, SOPInstanceUID: newUid(), SeriesInstanceUID };
    instances.push(instance);
    const attributes: DicomObject = {
      ...commonOf(study),
      ...instance,
      FrameOfReferenceUID,
      Modality,
      SeriesNumber,
      SeriesDescription: Modality === "CT" ? "CT" : "PET",
      InstanceNumber: index + 1,
      ImagePositionPatient: [first.x, first.y, (index - (IMAGES - 1) / 2) * BLOCK.between].map(String),
      ImageOrientationPatient: ["1", "0", "0", "0", "1", "0"],
      PixelSpacing: [String(pixel), String(pixel)],
      SliceThickness: String(BLOCK.between),
      RescaleIntercept: Modality === "CT" ? "-1024" : "0",
      RescaleSlope: Modality === "CT" ? "1" : "0.001",
      Rows: rows,
      Columns: columns,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      SamplesPerPixel: 1,
      PixelRepresentation: 0,
      PhotometricInterpretation: "MONOCHROME2",
      ...values,
    };
    return Buffer.concat(writePart10(attributes, { frames: [new Uint8Array(pixels.buffer)], vr: "OW" }));
  });
  return { instances, files };
}

/** A cube of forty millimetres around the origin, as contours on the CT's images (PS3.3 A.19). */
export function structureSet({ study, frameOfReference, ct }: FusedStudy): Uint8Array {
  const heights = ct.map((_, index) => (index - (IMAGES - 1) / 2) * BLOCK.between);
  const contours = heights
    .filter((height) => Math.abs(height) < 20)
    .map((z) => ({
      ContourGeometricType: "CLOSED_PLANAR",
      NumberOfContourPoints: "4",
      ContourData: [-20, -20, z, 20, -20, z, 20, 20, z, -20, 20, z].map(String),
    }));
  return other(study, "1.2.840.10008.5.1.4.1.1.481.3", "RTSTRUCT", {
    StructureSetLabel: "PLAN",
    StructureSetROISequence: [
      { ROINumber: "1", ReferencedFrameOfReferenceUID: frameOfReference, ROIName: "GTV" },
    ],
    ROIContourSequence: [
      { ReferencedROINumber: "1", ROIDisplayColor: ["0", "255", "255"], ContourSequence: contours },
    ],
  });
}

/** The PET over the CT from black to green, one part in four (PS3.3 A.33.4). */
export function blendingState({ study, ct, pet }: FusedStudy): Uint8Array {
  const input = (BlendingPosition: string, images: Instance[], window: DicomObject) => ({
    BlendingPosition,
    StudyInstanceUID: study,
    ReferencedSeriesSequence: [
      {
        SeriesInstanceUID: images[0]?.SeriesInstanceUID,
        ReferencedImageSequence: images.map(({ SOPClassUID, SOPInstanceUID }) => ({
          ReferencedSOPClassUID: SOPClassUID,
          ReferencedSOPInstanceUID: SOPInstanceUID,
        })),
      },
    ],
    SoftcopyVOILUTSequence: [window],
  });
  const descriptor = { vr: "US", Value: [2, 0, 8] };
  return other(study, "1.2.840.10008.5.1.4.1.1.11.4", "PR", {
    ContentLabel: "GROEN",
    ContentDescription: "PET groen over CT",
    RelativeOpacity: 0.25,
    BlendingSequence: [
      input("UNDERLYING", ct, { WindowCenter: "40", WindowWidth: "400" }),
      input("SUPERIMPOSED", pet, { WindowCenter: "2.5", WindowWidth: "5", VOILUTFunction: "LINEAR_EXACT" }),
    ],
    "00281101": descriptor,
    "00281102": descriptor,
    "00281103": descriptor,
    RedPaletteColorLookupTableData: Uint8Array.of(0, 0),
    GreenPaletteColorLookupTableData: Uint8Array.of(0, 255),
    BluePaletteColorLookupTableData: Uint8Array.of(0, 0),
  });
}

function other(study: string, SOPClassUID: string, Modality: string, values: DicomObject): Uint8Array {
  return Buffer.concat(
    writePart10({
      ...commonOf(study),
      SOPClassUID,
      SOPInstanceUID: newUid(),
      SeriesInstanceUID: newUid(),
      Modality,
      SeriesNumber: 9,
      ...values,
    }),
  );
}
