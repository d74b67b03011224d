import { type DicomJson, number, numbers } from "./dicom-json";
import { usPixelSize } from "./ultrasound";

/** How large a pixel is, in millimetres when `isMeasured`; else its shape alone, one wide. */
type PixelSize = { down: number; across: number; isMeasured: boolean };

/**
 * Pixel Spacing; without it the shape that ultrasound regions or Pixel Aspect Ratio (PS3.3 C.7.6.3.1.7, height to
 * width) give, so that a circle is round on the screen also where nobody knows how large it is.
 */
export function pixelSize(dataset: DicomJson): PixelSize {
  const [down = 0, across = 0] = numbers(dataset, "00280030");
  if (down > 0 && across > 0) return { down, across, isMeasured: true };
  const scanned = usPixelSize(dataset);
  const [height = 0, width = 0] = scanned
    ? [scanned.down, scanned.across]
    : [number(dataset, "00280034") ?? 0, numbers(dataset, "00280034")[1] ?? 0];
  return { down: height > 0 && width > 0 ? height / width : 1, across: 1, isMeasured: false };
}
