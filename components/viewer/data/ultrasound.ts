import { type DicomJson, items, number, numbers } from "./dicom-json";

const CENTIMETRES = 3;

/** mm per pixel when the file has no Pixel Spacing and all its ultrasound regions agree on one scale in cm. */
export function usMillimetresPerPixel(dataset: DicomJson): number | undefined {
  if (numbers(dataset, "00280030").length === 2) return undefined;
  const scales = items(dataset, "00186011")
    .filter(
      (region) => number(region, "00186024") === CENTIMETRES && number(region, "00186026") === CENTIMETRES,
    )
    .map((region) => Math.abs(number(region, "0018602E") ?? 0) * 10);
  const first = scales[0];
  return first && scales.every((scale) => scale === first) ? first : undefined;
}
