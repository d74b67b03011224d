import { type DicomJson, numbers, texts } from "../data/dicom-json";
import { type Lut, voiLut, windowOf } from "../data/lut";
import { valueUnit } from "../data/pointer-value";
import { suvFactor } from "../data/suv";

/** A window to choose: `key` names the message `presets.{key}`; `label` says it instead. */
export type WindowPreset = { key: string; label?: string; center: number; width: number; curve?: Lut };

const CT: WindowPreset[] = [
  { key: "softTissue", center: 40, width: 400 },
  { key: "lung", center: -600, width: 1500 },
  { key: "bone", center: 500, width: 2000 },
  { key: "brain", center: 40, width: 80 },
  { key: "liver", center: 90, width: 150 },
  { key: "mediastinum", center: 50, width: 350 },
  { key: "stroke", center: 35, width: 35 },
  { key: "angio", center: 300, width: 600 },
];

/**
 * What a reader can choose from for this image: fixed windows where values have a physical meaning (HU, SUV), and else
 * the windows and the curve that the file itself brings (PS3.3 C.11.2).
 */
export function presetsOf(modality: string, dataset: DicomJson): WindowPreset[] {
  return [...fixedPresets(modality, dataset), ...ownPresets(dataset)].slice(0, 9);
}

function fixedPresets(modality: string, dataset: DicomJson): WindowPreset[] {
  if (modality === "CT" && valueUnit(dataset) === "HU") return CT;
  const factor = suvFactor(dataset);
  if (!factor) return [];
  return [5, 10, 20].map((top) => ({
    key: `suv${top}`,
    label: `SUV 0–${top}`,
    center: top / factor / 2,
    width: top / factor,
  }));
}

function ownPresets(dataset: DicomJson): WindowPreset[] {
  const centers = numbers(dataset, "00281050");
  const widths = numbers(dataset, "00281051");
  const names = texts(dataset, "00281055");
  const windows = centers.flatMap((center, index): WindowPreset[] => {
    const width = widths[index];
    if (width === undefined || width <= 0) return [];
    return [{ key: `own-${index}`, label: names[index] || `L ${center} W ${width}`, center, width }];
  });
  const curve = voiLut(dataset);
  return curve ? [...windows, { key: "curve", label: "VOI LUT", ...windowOf(curve), curve }] : windows;
}
