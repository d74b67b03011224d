import { type DicomJson, items, number, numbers } from "./dicom-json";

const CENTIMETRES = 3;

/** mm per pixel when the file has no Pixel Spacing and all its ultrasound regions agree on one scale in cm. */
export function usPixelSize(dataset: DicomJson): { down: number; across: number } | undefined {
  if (numbers(dataset, "00280030").length === 2) return undefined;
  const scales = items(dataset, "00186011")
    .filter(
      (region) => number(region, "00186024") === CENTIMETRES && number(region, "00186026") === CENTIMETRES,
    )
    .map((region) => ({
      across: Math.abs(number(region, "0018602C") ?? 0) * 10,
      down: Math.abs(number(region, "0018602E") ?? 0) * 10,
    }));
  const [first] = scales;
  if (!first?.across || !first.down) return undefined;
  return scales.every(({ across, down }) => across === first.across && down === first.down)
    ? first
    : undefined;
}
