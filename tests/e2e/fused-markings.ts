import { type DicomObject, newUid, writePart10 } from "@/lib/dicom";
import { commonOf, type FusedStudy } from "./fused-series";

/** A block of 48 x 32 x 24 mm whose middle is 16 mm to the right, 8 to the front and 4 below the middle of the CT. */
export const SEGMENT = { middle: { x: -16, y: -8, z: -4 }, width: 48, depth: 32, height: 24 };
const PIXEL = 2;
const BETWEEN = 4;

const code = (CodeValue: string, CodeMeaning: string, CodingSchemeDesignator = "DCM") => ({
  CodeValue,
  CodingSchemeDesignator,
  CodeMeaning,
});

/** The block as a segmentation (PS3.3 A.51) on a grid of its own, which is no larger than it is; magenta. */
export function segmentation({ study, frameOfReference }: FusedStudy): Uint8Array {
  const { middle, width, depth, height } = SEGMENT;
  const [Columns, Rows, count] = [width / PIXEL, depth / PIXEL, height / BETWEEN];
  const first = [middle.x - (width - PIXEL) / 2, middle.y - (depth - PIXEL) / 2];
  const heights = Array.from({ length: count }, (_, at) => middle.z + (at - (count - 1) / 2) * BETWEEN);
  return object(
    study,
    {
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.66.4",
      FrameOfReferenceUID: frameOfReference,
      Modality: "SEG",
      SeriesNumber: 10,
      SegmentationType: "BINARY",
      SamplesPerPixel: 1,
      PhotometricInterpretation: "MONOCHROME2",
      Rows,
      Columns,
      NumberOfFrames: count,
      BitsAllocated: 1,
      BitsStored: 1,
      HighBit: 0,
      PixelRepresentation: 0,
      SegmentSequence: [
        { SegmentNumber: 1, SegmentLabel: "Lever", RecommendedDisplayCIELabValue: [39_489, 57_891, 17_295] },
      ],
      SharedFunctionalGroupsSequence: [
        {
          PlaneOrientationSequence: [{ ImageOrientationPatient: ["1", "0", "0", "0", "1", "0"] }],
          PixelMeasuresSequence: [
            { PixelSpacing: [String(PIXEL), String(PIXEL)], SliceThickness: String(BETWEEN) },
          ],
          SegmentIdentificationSequence: [{ ReferencedSegmentNumber: 1 }],
        },
      ],
      PerFrameFunctionalGroupsSequence: heights.map((z) => ({
        PlanePositionSequence: [{ ImagePositionPatient: [...first, z].map(String) }],
      })),
    },
    { frames: [new Uint8Array((Rows * Columns * count) / 8).fill(255)], vr: "OB" },
  );
}

/** How long both measured lines are. */
export const MEASURED = 40;

/**
 * A structured report (TID 1500) that measured two lines: one along the left-right middle on the image above the middle
 * of the CT, by its pixels, and one upright through the coronal plane, by its place in the patient.
 */
export function measurements({ study, frameOfReference, ct }: FusedStudy): Uint8Array {
  const image = ct[ct.length / 2];
  const group = (name: string, region: DicomObject) => ({
    RelationshipType: "CONTAINS",
    ValueType: "CONTAINER",
    ConceptNameCodeSequence: [code("125007", "Measurement Group")],
    ContentSequence: [
      {
        RelationshipType: "HAS OBS CONTEXT",
        ValueType: "TEXT",
        ConceptNameCodeSequence: [code("112039", "Tracking Identifier")],
        TextValue: name,
      },
      {
        RelationshipType: "CONTAINS",
        ValueType: "NUM",
        ConceptNameCodeSequence: [code("410668003", "Lengte", "SCT")],
        MeasuredValueSequence: [
          { NumericValue: String(MEASURED), MeasurementUnitsCodeSequence: [code("mm", "mm", "UCUM")] },
        ],
        ContentSequence: [{ RelationshipType: "INFERRED FROM", GraphicType: "POLYLINE", ...region }],
      },
    ],
  });
  const selected = {
    RelationshipType: "SELECTED FROM",
    ValueType: "IMAGE",
    ReferencedSOPSequence: [
      { ReferencedSOPClassUID: image?.SOPClassUID, ReferencedSOPInstanceUID: image?.SOPInstanceUID },
    ],
  };
  // Column 47 is 30 mm to the left; rows 22 and 42 are 20 mm to the front and to the back of the middle.
  const flat = { ValueType: "SCOORD", GraphicData: [47, 22, 47, 42], ContentSequence: [selected] };
  const upright = {
    ValueType: "SCOORD3D",
    ReferencedFrameOfReferenceUID: frameOfReference,
    GraphicData: [48, 0, 20, 48, 0, -20],
  };
  return object(study, {
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.88.34",
    Modality: "SR",
    SeriesNumber: 11,
    SeriesDescription: "Metingen",
    CompletionFlag: "COMPLETE",
    VerificationFlag: "UNVERIFIED",
    ValueType: "CONTAINER",
    ConceptNameCodeSequence: [code("126000", "Imaging Measurement Report")],
    ContinuityOfContent: "SEPARATE",
    ContentSequence: [
      {
        RelationshipType: "CONTAINS",
        ValueType: "CONTAINER",
        ConceptNameCodeSequence: [code("126010", "Imaging Measurements")],
        ContentSequence: [group("Vlak", flat), group("Rechtop", upright)],
      },
    ],
  });
}

function object(study: string, values: DicomObject, pixels?: Parameters<typeof writePart10>[1]): Uint8Array {
  const attributes = {
    ...commonOf(study),
    SOPInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    ...values,
  };
  return Buffer.concat(writePart10(attributes, pixels));
}
