const NICE_MILLIMETRES = [200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05];

/** The longest round length that fits in `available` pixels. Undefined when nothing sensible fits. */
export function scaleBar(
  millimetresPerPixel: number,
  available: number,
): { millimetres: number; pixels: number } | undefined {
  if (!Number.isFinite(millimetresPerPixel) || millimetresPerPixel <= 0) return undefined;
  const millimetres = NICE_MILLIMETRES.find((candidate) => candidate / millimetresPerPixel <= available);
  return millimetres === undefined ? undefined : { millimetres, pixels: millimetres / millimetresPerPixel };
}

/** `5 cm` from 10 mm on, else `5 mm`. */
export function lengthText(millimetres: number): string {
  return millimetres >= 10 ? `${millimetres / 10} cm` : `${millimetres} mm`;
}
