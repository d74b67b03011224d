import type { DicomAttributes, SyntheticImage, SyntheticSeries } from "../types";
import { bytesOf, decimal, greyscale } from "./image";

export function ctSeries(
  key: string,
  description: string,
  bodyPart: string,
  thickness: number,
  extra: DicomAttributes = {},
): SyntheticSeries {
  return {
    key,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    attributes: {
      Modality: "CT",
      SeriesDescription: `${description} ${decimal(thickness)} mm`,
      BodyPartExamined: bodyPart,
      PatientPosition: "HFS",
      ManufacturerModelName: "Anatomie CT 64",
      ...extra,
    },
    images: [],
  };
}

/** An axial slice in Hounsfield units, stored with an intercept of -1024. */
export function ctImage(
  hu: Int16Array,
  at: {
    size: number;
    spacing: number;
    thickness: number;
    number: number;
    z: number;
    kvp: number;
    window: readonly [number, number, number, number];
    isSigned: boolean;
    frameOfReference: string;
  },
): SyntheticImage {
  const stored = new Int16Array(hu.length);
  for (let i = 0; i < hu.length; i++) stored[i] = (hu[i] as number) + 1024;
  const corner = (-(at.size - 1) / 2) * at.spacing;
  return {
    attributes: {
      ImageType: ["ORIGINAL", "PRIMARY", "AXIAL"],
      AcquisitionNumber: 1,
      InstanceNumber: at.number,
      ImagePositionPatient: [decimal(corner), decimal(corner), decimal(at.z)],
      ImageOrientationPatient: ["1", "0", "0", "0", "1", "0"],
      SliceThickness: decimal(at.thickness),
      SliceLocation: decimal(at.z),
      PixelSpacing: [decimal(at.spacing), decimal(at.spacing)],
      FrameOfReferenceUID: at.frameOfReference,
      PositionReferenceIndicator: "",
      KVP: String(at.kvp),
      XRayTubeCurrent: 210,
      ConvolutionKernel: "B30",
      GantryDetectorTilt: "0",
      WindowCenter: [String(at.window[2]), String(at.window[0])],
      WindowWidth: [String(at.window[3]), String(at.window[1])],
      RescaleIntercept: "-1024",
      RescaleSlope: "1",
      RescaleType: "HU",
      ...greyscale(at.size, at.size, { bitsStored: at.isSigned ? 16 : 12, isSigned: at.isSigned }),
    },
    pixelData: bytesOf(stored),
  };
}
