import { code } from "../series/image";
import type { DicomAttributes, SyntheticInstance } from "../types";
import { type Lesion, numbersOf, reference, textOf } from "./lesions";

const contains = (type: string, name: DicomAttributes, rest: DicomAttributes): DicomAttributes => ({
  RelationshipType: "CONTAINS",
  ValueType: type,
  ConceptNameCodeSequence: [name],
  ...rest,
});

/** A measurement report (Comprehensive SR, TID 1500) with the longest diameter of a lesion on one image. */
export function measurementReport(images: readonly SyntheticInstance[], lesion: Lesion): SyntheticInstance {
  const image = images[Math.round(lesion.image)];
  if (!image) throw new Error("the lesion is outside the images");
  const [spacing = 1] = numbersOf(image, "PixelSpacing");
  const ends = [
    lesion.column + 0.5 - lesion.radius,
    lesion.row + 0.5,
    lesion.column + 0.5 + lesion.radius,
    lesion.row + 0.5,
  ];
  const diameter = Math.round(2 * lesion.radius * spacing * 10) / 10;
  const group = contains("CONTAINER", code("125007", "DCM", "Measurement Group"), {
    ContinuityOfContent: "SEPARATE",
    ContentSequence: [
      {
        ...contains("TEXT", code("112039", "DCM", "Tracking Identifier"), { TextValue: lesion.name }),
        RelationshipType: "HAS OBS CONTEXT",
      },
      contains("NUM", code("103339001", "SCT", "Long Axis"), {
        MeasuredValueSequence: [
          {
            NumericValue: String(diameter),
            MeasurementUnitsCodeSequence: [code("mm", "UCUM", "millimeter")],
          },
        ],
        ContentSequence: [
          {
            RelationshipType: "INFERRED FROM",
            ValueType: "SCOORD",
            ConceptNameCodeSequence: [code("121055", "DCM", "Path")],
            GraphicData: ends,
            GraphicType: "POLYLINE",
            ContentSequence: [
              {
                RelationshipType: "SELECTED FROM",
                ValueType: "IMAGE",
                ReferencedSOPSequence: [reference(image)],
              },
            ],
          },
        ],
      }),
    ],
  });
  return {
    attributes: {
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.88.33",
      Modality: "SR",
      SeriesNumber: 82,
      SeriesDescription: "Metingen",
      InstanceNumber: 1,
      CompletionFlag: "COMPLETE",
      VerificationFlag: "UNVERIFIED",
      ReferencedPerformedProcedureStepSequence: [],
      PerformedProcedureCodeSequence: [],
      CurrentRequestedProcedureEvidenceSequence: [evidence(image)],
      ValueType: "CONTAINER",
      ConceptNameCodeSequence: [code("126000", "DCM", "Imaging Measurement Report")],
      ContinuityOfContent: "SEPARATE",
      ContentSequence: [
        contains("CONTAINER", code("126010", "DCM", "Imaging Measurements"), {
          ContinuityOfContent: "SEPARATE",
          ContentSequence: [group],
        }),
      ],
    },
  };
}

/** A Key Object Selection (PS3.3 A.35.4, TID 2010) of one image, with what it is for. */
export function keyObjects(images: readonly SyntheticInstance[], lesion: Lesion): SyntheticInstance {
  const image = images[Math.round(lesion.image)];
  if (!image) throw new Error("the lesion is outside the images");
  return {
    attributes: {
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.88.59",
      Modality: "KO",
      SeriesNumber: 83,
      SeriesDescription: "Sleutelbeelden",
      InstanceNumber: 1,
      ReferencedPerformedProcedureStepSequence: [],
      CurrentRequestedProcedureEvidenceSequence: [evidence(image)],
      ValueType: "CONTAINER",
      ConceptNameCodeSequence: [code("113000", "DCM", "Of Interest")],
      ContinuityOfContent: "SEPARATE",
      ContentTemplateSequence: [{ MappingResource: "DCMR", TemplateIdentifier: "2010" }],
      ContentSequence: [
        contains("TEXT", code("113012", "DCM", "Key Object Description"), {
          TextValue: "Grootste haard, voor het overleg.",
        }),
        { RelationshipType: "CONTAINS", ValueType: "IMAGE", ReferencedSOPSequence: [reference(image)] },
      ],
    },
  };
}

function evidence(image: SyntheticInstance): DicomAttributes {
  return {
    StudyInstanceUID: textOf(image, "StudyInstanceUID"),
    ReferencedSeriesSequence: [
      { SeriesInstanceUID: textOf(image, "SeriesInstanceUID"), ReferencedSOPSequence: [reference(image)] },
    ],
  };
}

/** A greyscale presentation state (PS3.3 A.33.1): a narrow window, a circle with a text, and a round shutter. */
export function presentationState(images: readonly SyntheticInstance[], lesion: Lesion): SyntheticInstance {
  const image = images[Math.round(lesion.image)];
  if (!image) throw new Error("the lesion is outside the images");
  const [rows = 512, columns = 512] = [numbersOf(image, "Rows")[0], numbersOf(image, "Columns")[0]];
  const [column, row] = [lesion.column + 0.5, lesion.row + 0.5];
  const layer = "HAARD";
  return {
    attributes: {
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.11.1",
      Modality: "PR",
      SeriesNumber: 84,
      SeriesDescription: "Weergave leverhaard",
      Laterality: "",
      InstanceNumber: 1,
      ContentLabel: "LEVERHAARD",
      ContentDescription: "Smal venster met aanwijzing",
      ContentCreatorName: "Dekker^Sanne^^dr.",
      PresentationCreationDate: textOf(image, "StudyDate"),
      PresentationCreationTime: textOf(image, "StudyTime"),
      ReferencedSeriesSequence: [
        {
          SeriesInstanceUID: textOf(image, "SeriesInstanceUID"),
          ReferencedImageSequence: [reference(image)],
        },
      ],
      ShutterShape: ["CIRCULAR"],
      CenterOfCircularShutter: [String(Math.round(rows / 2)), String(Math.round(columns / 2))],
      RadiusOfCircularShutter: String(Math.round(rows * 0.45)),
      ShutterPresentationValue: 0,
      DisplayedAreaSelectionSequence: [
        {
          DisplayedAreaTopLeftHandCorner: [1, 1],
          DisplayedAreaBottomRightHandCorner: [columns, rows],
          PresentationSizeMode: "SCALE TO FIT",
          PresentationPixelAspectRatio: ["1", "1"],
        },
      ],
      GraphicLayerSequence: [{ GraphicLayer: layer, GraphicLayerOrder: "1" }],
      GraphicAnnotationSequence: [
        {
          GraphicLayer: layer,
          GraphicObjectSequence: [
            {
              GraphicAnnotationUnits: "PIXEL",
              GraphicDimensions: 2,
              NumberOfGraphicPoints: 2,
              GraphicData: [column, row, column + lesion.radius + 6, row],
              GraphicType: "CIRCLE",
              GraphicFilled: "N",
            },
          ],
          TextObjectSequence: [
            {
              BoundingBoxAnnotationUnits: "PIXEL",
              AnchorPointAnnotationUnits: "PIXEL",
              UnformattedTextValue: "Metastase segment VII",
              BoundingBoxTopLeftHandCorner: [column - 90, row - 70],
              BoundingBoxBottomRightHandCorner: [column + 30, row - 56],
              BoundingBoxTextHorizontalJustification: "LEFT",
              AnchorPoint: [column, row - lesion.radius - 6],
              AnchorPointVisibility: "Y",
            },
          ],
        },
      ],
      SoftcopyVOILUTSequence: [{ WindowCenter: "90", WindowWidth: "150" }],
      PresentationLUTShape: "IDENTITY",
    },
  };
}
