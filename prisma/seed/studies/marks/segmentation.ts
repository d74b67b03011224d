import { code } from "../series/image";
import { uidFromName } from "../support/uid";
import type { DicomAttributes, SyntheticInstance } from "../types";
import { imagesOf, type Lesion, numbersOf, radiusIn, reference, textOf } from "./lesions";

const COLOURS = [
  [41_500, 46_800, 44_500],
  [46_000, 22_000, 44_000],
  [55_000, 33_000, 55_000],
];

/** A binary segmentation (PS3.3 A.51) of lesions: a segment each, a frame for every image it is in. */
export function segmentation(
  images: readonly SyntheticInstance[],
  lesions: readonly Lesion[],
): SyntheticInstance {
  const [first] = images;
  if (!first) throw new Error("a segmentation needs images");
  const [rows = 0, columns = 0] = [numbersOf(first, "Rows")[0], numbersOf(first, "Columns")[0]];
  const frames = lesions.flatMap((lesion, index) =>
    imagesOf(lesion, images.length).map((image) => ({ lesion, segment: index + 1, image })),
  );
  const bytes = new Uint8Array(Math.ceil((rows * columns * frames.length) / 8));
  frames.forEach(({ lesion, image }, frame) => {
    const radius = radiusIn(lesion, image);
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        if (Math.hypot(column - lesion.column, row - lesion.row) > radius) continue;
        const bit = (frame * rows + row) * columns + column;
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
      }
    }
  });
  return {
    attributes: { ...common(first, rows, columns, frames.length), ...groups(images, lesions, frames) },
    pixelData: bytes,
  };
}

function common(first: SyntheticInstance, rows: number, columns: number, frames: number): DicomAttributes {
  return {
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.66.4",
    Modality: "SEG",
    SeriesNumber: 80,
    SeriesDescription: "Segmentatie leverhaarden",
    InstanceNumber: 1,
    ImageType: ["DERIVED", "PRIMARY"],
    ManufacturerModelName: "Demo",
    ContentLabel: "LEVERHAARDEN",
    ContentDescription: "Leverhaarden",
    ContentCreatorName: "Dekker^Sanne^^dr.",
    FrameOfReferenceUID: textOf(first, "FrameOfReferenceUID"),
    PositionReferenceIndicator: "",
    SegmentationType: "BINARY",
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    Rows: rows,
    Columns: columns,
    NumberOfFrames: frames,
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    PixelRepresentation: 0,
    LossyImageCompression: "00",
  };
}

function groups(
  images: readonly SyntheticInstance[],
  lesions: readonly Lesion[],
  frames: readonly { segment: number; image: number }[],
): DicomAttributes {
  const [first] = images;
  if (!first) return {};
  const organization = uidFromName("dimensions/segment-and-position");
  const { ImageOrientationPatient = [], PixelSpacing = [], SliceThickness = "5" } = first.attributes;
  return {
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: organization }],
    DimensionIndexSequence: [
      {
        DimensionOrganizationUID: organization,
        DimensionIndexPointer: "0062000B",
        FunctionalGroupPointer: "0062000A",
      },
      {
        DimensionOrganizationUID: organization,
        DimensionIndexPointer: "00200032",
        FunctionalGroupPointer: "00209113",
      },
    ],
    SegmentSequence: lesions.map((lesion, index) => ({
      SegmentNumber: index + 1,
      SegmentLabel: lesion.name,
      SegmentAlgorithmType: "MANUAL",
      SegmentedPropertyCategoryCodeSequence: [code("49755003", "SCT", "Morphologically Abnormal Structure")],
      SegmentedPropertyTypeCodeSequence: [code("52988006", "SCT", "Lesion")],
      RecommendedDisplayCIELabValue: COLOURS[index % COLOURS.length] ?? [],
    })),
    SharedFunctionalGroupsSequence: [
      {
        PlaneOrientationSequence: [{ ImageOrientationPatient }],
        PixelMeasuresSequence: [{ PixelSpacing, SliceThickness, SpacingBetweenSlices: SliceThickness }],
      },
    ],
    PerFrameFunctionalGroupsSequence: frames.map(({ segment, image }) => {
      const source = images[image] ?? first;
      return {
        FrameContentSequence: [{ DimensionIndexValues: [segment, image + 1] }],
        PlanePositionSequence: [{ ImagePositionPatient: source.attributes.ImagePositionPatient ?? [] }],
        SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment }],
        DerivationImageSequence: [
          {
            SourceImageSequence: [
              {
                ...reference(source),
                PurposeOfReferenceCodeSequence: [
                  code("121322", "DCM", "Source image for image processing operation"),
                ],
              },
            ],
            DerivationCodeSequence: [code("113076", "DCM", "Segmentation")],
          },
        ],
      };
    }),
    ReferencedSeriesSequence: [
      {
        SeriesInstanceUID: textOf(first, "SeriesInstanceUID"),
        ReferencedInstanceSequence: [...new Set(frames.map(({ image }) => image))].map((image) =>
          reference(images[image] ?? first),
        ),
      },
    ],
  };
}
