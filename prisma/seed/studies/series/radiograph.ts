import { BREAST, type BreastBuild, mammogram } from "../breast/breast";
import { CHEST, type ChestBuild } from "../radiograph/chest-build";
import { develop, type Exposure } from "../radiograph/detector";
import { frontalChest } from "../radiograph/frontal-chest";
import { HAND, type HandBuild, handRadiograph } from "../radiograph/hand";
import { lateralChest } from "../radiograph/lateral-chest";
import type { Projection } from "../radiograph/projection";
import type { DicomAttributes, SyntheticSeries } from "../types";
import { code, decimal, greyscale } from "./image";

interface View {
  description: string;
  position: string;
  orientation: readonly [string, string];
  laterality: "L" | "R" | "U";
  region: DicomAttributes;
  viewCode: DicomAttributes;
  bodyPart: string;
}

const CHEST_REGION = code("51185008", "SCT", "Chest");
const FRONTAL: View = {
  description: "Thorax PA",
  position: "PA",
  orientation: ["L", "F"],
  laterality: "U",
  region: CHEST_REGION,
  viewCode: code("272479007", "SCT", "posterior-anterior"),
  bodyPart: "CHEST",
};
const LATERAL: View = {
  description: "Thorax lateraal",
  position: "LL",
  orientation: ["P", "F"],
  laterality: "U",
  region: CHEST_REGION,
  viewCode: code("399173006", "SCT", "left lateral"),
  bodyPart: "CHEST",
};
const WRIST: View = {
  description: "Pols/hand links PA",
  position: "PA",
  orientation: ["L", "H"],
  laterality: "L",
  region: code("85562004", "SCT", "Hand"),
  viewCode: code("272479007", "SCT", "posterior-anterior"),
  bodyPart: "HAND",
};

/** Chest in two directions, or the frontal view alone. */
export function chestSeries(
  build: ChestBuild,
  studyKey: string,
  options: { hasLateral: boolean; isInverted: boolean },
): SyntheticSeries[] {
  const marker = { letter: "L", x: 140, y: -195, size: 2.2 } as const;
  const shared = { low: 0, gamma: 0.95, noise: 26, border: 3, isInverted: options.isInverted };
  const list = [
    dxSeries(`${studyKey}/pa`, 1, FRONTAL, frontalChest(build), 2, { ...shared, high: 250, marker }),
  ];
  if (options.hasLateral) {
    list.push(
      dxSeries(`${studyKey}/lat`, 2, LATERAL, lateralChest(build), 2, {
        ...shared,
        high: 410,
        marker: { ...marker, x: -160 },
      }),
    );
  }
  return list;
}

export function handSeries(build: HandBuild, studyKey: string): SyntheticSeries[] {
  const view = handRadiograph(build);
  const exposure = {
    low: 0,
    high: 50,
    gamma: 0.85,
    noise: 22,
    isInverted: false,
    border: 2,
    marker: { letter: "L", x: -82, y: -110, size: 1.5 },
  } as const;
  return [dxSeries(`${studyKey}/pa`, 1, WRIST, view, 1, exposure)];
}

function dxSeries(
  key: string,
  number: number,
  view: View,
  projection: Projection,
  zoom: 1 | 2,
  exposure: Exposure,
): SyntheticSeries {
  const size = zoom === 2 ? CHEST : HAND;
  const spacing = decimal(size.spacing / zoom);
  return {
    key,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.1.1",
    attributes: {
      Modality: "DX",
      PresentationIntentType: "FOR PRESENTATION",
      SeriesNumber: number,
      SeriesDescription: view.description,
      ManufacturerModelName: "Anatomie DR",
      DetectorType: "SCINTILLATOR",
      DetectorConfiguration: "AREA",
    },
    images: [
      {
        attributes: {
          ...presentation(exposure.isInverted),
          InstanceNumber: 1,
          BodyPartExamined: view.bodyPart,
          ViewPosition: view.position,
          PatientOrientation: [...view.orientation],
          ImageLaterality: view.laterality,
          AnatomicRegionSequence: [view.region],
          ViewCodeSequence: [{ ...view.viewCode, ViewModifierCodeSequence: [] }],
          ImagerPixelSpacing: [spacing, spacing],
          PositionerType: "COLUMN",
          KVP: zoom === 2 ? "125" : "52",
          ExposureTime: 6,
          XRayTubeCurrent: 320,
          ...greyscale(size.columns * zoom, size.rows * zoom, {
            bitsStored: 12,
            isInverted: exposure.isInverted,
          }),
        },
        pixelData: develop(projection, exposure, zoom),
      },
    ],
  };
}

function presentation(isInverted: boolean, width = 3900, centre = 1950): DicomAttributes {
  return {
    ImageType: ["ORIGINAL", "PRIMARY", ""],
    AcquisitionContextSequence: [],
    PixelIntensityRelationship: "LOG",
    PixelIntensityRelationshipSign: isInverted ? 1 : -1,
    RescaleIntercept: "0",
    RescaleSlope: "1",
    RescaleType: "US",
    PresentationLUTShape: isInverted ? "INVERSE" : "IDENTITY",
    LossyImageCompression: "00",
    BurnedInAnnotation: "NO",
    WindowCenter: String(isInverted ? 4095 - centre : centre),
    WindowWidth: String(width),
  };
}

/** Four views: both breasts, craniocaudal and oblique, each a series of its own as most machines do. */
export function mammographySeries(
  seed: string,
  studyKey: string,
  findings: Pick<BreastBuild, "mass" | "calcifications" | "density">,
): SyntheticSeries[] {
  const list: SyntheticSeries[] = [];
  for (const view of ["CC", "MLO"] as const) {
    for (const laterality of ["R", "L"] as const) {
      const isAffected = laterality === "L";
      const image = mammogram({
        seed,
        view,
        laterality,
        density: findings.density,
        ...(isAffected ? findings : {}),
      });
      list.push({
        key: `${studyKey}/${laterality}${view}`,
        sopClassUid: "1.2.840.10008.5.1.4.1.1.1.2",
        attributes: {
          Modality: "MG",
          PresentationIntentType: "FOR PRESENTATION",
          SeriesNumber: list.length + 1,
          SeriesDescription: `${laterality} ${view}`,
          BodyPartExamined: "BREAST",
          ManufacturerModelName: "Anatomie Mammo",
          DetectorType: "DIRECT",
          DetectorConfiguration: "AREA",
          FieldOfViewShape: "RECTANGLE",
        },
        images: [{ attributes: mammographyAttributes(view, laterality), pixelData: image }],
      });
    }
  }
  return list;
}

function mammographyAttributes(view: "CC" | "MLO", laterality: "L" | "R"): DicomAttributes {
  const spacing = decimal(BREAST.spacing);
  const viewCode =
    view === "CC"
      ? code("399162004", "SCT", "cranio-caudal")
      : code("399368009", "SCT", "medio-lateral oblique");
  return {
    ...presentation(false, 3300, 1500),
    InstanceNumber: 1,
    ViewPosition: view,
    ImageLaterality: laterality,
    OrganExposed: "BREAST",
    PatientOrientation: [
      laterality === "L" ? "A" : "P",
      view === "CC" ? (laterality === "L" ? "R" : "L") : laterality === "L" ? "FR" : "FL",
    ],
    AnatomicRegionSequence: [code("76752008", "SCT", "Breast")],
    ViewCodeSequence: [{ ...viewCode, ViewModifierCodeSequence: [] }],
    BreastImplantPresent: "NO",
    PartialView: "NO",
    PositionerType: "MAMMOGRAPHIC",
    PositionerPrimaryAngle: view === "CC" ? "0" : laterality === "L" ? "-45" : "45",
    ImagerPixelSpacing: [spacing, spacing],
    KVP: "29",
    BodyPartThickness: "54",
    CompressionForce: "98",
    ...greyscale(BREAST.columns, BREAST.rows, { bitsStored: 12 }),
  };
}
