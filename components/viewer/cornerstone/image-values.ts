import type { Types } from "@cornerstonejs/core";

type Image = Pick<
  Types.IImage,
  "voxelManager" | "getPixelData" | "color" | "columns" | "rows" | "preScale" | "slope" | "intercept"
>;

/** Modality values of a pixel: after rescale, whether the loader or the renderer still has to apply it. */
export function valuesAt(image: Image, x: number, y: number): number[] {
  const pixels = image.voxelManager?.getScalarData() ?? image.getPixelData();
  if (image.color) {
    const samples = Math.round(pixels.length / (image.columns * image.rows));
    const start = (y * image.columns + x) * samples;
    return [0, 1, 2].map((sample) => Number(pixels[start + sample] ?? 0));
  }
  const stored = Number(pixels[y * image.columns + x] ?? 0);
  return [image.preScale?.scaled ? stored : stored * (image.slope ?? 1) + (image.intercept ?? 0)];
}
