import type { SyntheticInstance } from "../types";
import { decimal, imagesOf, type Lesion, numbersOf, radiusIn, reference, ring, textOf } from "./lesions";

/** An RT Structure Set (PS3.3 A.19.3) with one region: closed planar contours round a lesion, with some margin. */
export function structureSet(images: readonly SyntheticInstance[], lesion: Lesion): SyntheticInstance {
  const [first] = images;
  if (!first) throw new Error("a structure set needs images");
  const frameOfReferenceUid = textOf(first, "FrameOfReferenceUID");
  const within = imagesOf(lesion, images.length);
  return {
    attributes: {
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.481.3",
      Modality: "RTSTRUCT",
      SeriesNumber: 81,
      SeriesDescription: "Contouren",
      InstanceNumber: 1,
      StructureSetLabel: "LEVER",
      StructureSetDate: textOf(first, "StudyDate"),
      StructureSetTime: textOf(first, "StudyTime"),
      ReferencedFrameOfReferenceSequence: [
        {
          FrameOfReferenceUID: frameOfReferenceUid,
          RTReferencedStudySequence: [
            {
              ReferencedSOPClassUID: "1.2.840.10008.3.1.2.3.1",
              ReferencedSOPInstanceUID: textOf(first, "StudyInstanceUID"),
              RTReferencedSeriesSequence: [
                {
                  SeriesInstanceUID: textOf(first, "SeriesInstanceUID"),
                  ContourImageSequence: images.map(reference),
                },
              ],
            },
          ],
        },
      ],
      StructureSetROISequence: [
        {
          ROINumber: "1",
          ReferencedFrameOfReferenceUID: frameOfReferenceUid,
          ROIName: "GTV lever",
          ROIGenerationAlgorithm: "MANUAL",
        },
      ],
      ROIContourSequence: [
        {
          ROIDisplayColor: ["255", "120", "40"],
          ReferencedROINumber: "1",
          ContourSequence: within.map((index) => contour(images[index] ?? first, lesion, index)),
        },
      ],
      RTROIObservationsSequence: [
        { ObservationNumber: "1", ReferencedROINumber: "1", RTROIInterpretedType: "GTV", ROIInterpreter: "" },
      ],
      ApprovalStatus: "UNAPPROVED",
      OperatorsName: "",
      FrameOfReferenceUID: frameOfReferenceUid,
      PositionReferenceIndicator: "",
    },
  };
}

function contour(image: SyntheticInstance, lesion: Lesion, index: number) {
  const [x = 0, y = 0, z = 0] = numbersOf(image, "ImagePositionPatient");
  const [betweenRows = 1, betweenColumns = 1] = numbersOf(image, "PixelSpacing");
  const points = ring(lesion.column, lesion.row, radiusIn(lesion, index) + 4, 36);
  return {
    ContourImageSequence: [reference(image)],
    ContourGeometricType: "CLOSED_PLANAR",
    NumberOfContourPoints: String(points.length),
    ContourData: points.flatMap(([column, row]) => [
      decimal(x + column * betweenColumns),
      decimal(y + row * betweenRows),
      decimal(z),
    ]),
  };
}
