import { cache, type ImageVolume, type VolumeViewport } from "@cornerstonejs/core";
import { volumeIdOf } from "../cornerstone/volumes";
import type { DisplaySet } from "../data/display-sets";
import { pointerText, valueUnit } from "../data/pointer-value";
import { fusionFactor } from "../data/suv";
import type { Vector } from "../geometry/vector";
import type { PaneView } from "../state/pane-view";

type Layers = { volume: ImageVolume; displaySet: DisplaySet; fusion: DisplaySet | null };

/**
 * The text for the voxel under a point of the canvas: column and row in the image it came from, that image's place
 * in the series, and its value; of a slab the largest, smallest or mean voxel through it. "" outside the volume.
 */
export function probeVolume(
  viewport: VolumeViewport,
  { volume, displaySet, fusion }: Layers,
  view: PaneView,
  point: [number, number],
): string {
  const world = viewport.canvasToWorld(point) as Vector;
  const centre = voxelAt(volume, world);
  if (!centre) return "";
  const index = displaySet.frames.findIndex(({ imageId }) => imageId === centre.imageId);
  const dataset = displaySet.frames[index]?.dataset;
  if (!dataset) return "";
  const { viewPlaneNormal } = viewport.getCamera();
  const valueIn = (layer: ImageVolume, own: number) =>
    view.slabMm > 0 && viewPlaneNormal ? slabValue(layer, world, viewPlaneNormal as Vector, view) : own;
  const value = valueIn(volume, centre.value);
  const own = pointerText(centre.column, centre.row, index + 1, [value], valueUnit(dataset));
  const over = fusion && (cache.getVolume(volumeIdOf(fusion)) as ImageVolume | undefined);
  const uptake = over && voxelAt(over, world);
  return uptake ? `${own} · ${uptakeText(fusion, valueIn(over, uptake.value))}` : own;
}

/** What lies over the volume: as SUV where the series says enough. */
function uptakeText(fusion: DisplaySet, value: number): string {
  const factor = fusionFactor(fusion);
  const dataset = fusion.frames[0]?.dataset;
  const text = pointerText(0, 0, 0, [value], dataset ? valueUnit(dataset) : "").replace(/^.*?: /, "");
  return factor ? `${Number((value * factor).toPrecision(3))} SUVbw` : text;
}

/** The voxel nearest to a place; undefined outside. */
export function voxelAt(
  volume: ImageVolume,
  world: Vector,
): { imageId: string; column: number; row: number; value: number } | undefined {
  const [i = -1, j = -1, k = -1] = volume.imageData?.worldToIndex(world as never) ?? [];
  const [column, row, slice] = [Math.round(i), Math.round(j), Math.round(k)];
  const [columns, rows, slices] = volume.dimensions;
  if (column < 0 || row < 0 || slice < 0 || column >= columns || row >= rows || slice >= slices)
    return undefined;
  const imageId = volume.imageIds[slice];
  const image = imageId ? cache.getImage(imageId) : undefined;
  if (!imageId || !image) return undefined;
  const pixels = image.voxelManager?.getScalarData() ?? image.getPixelData();
  const stored = Number(pixels[row * columns + column]);
  const value = image.preScale?.scaled ? stored : stored * (image.slope ?? 1) + (image.intercept ?? 0);
  return { imageId, column, row, value };
}

function slabValue(volume: ImageVolume, world: Vector, normal: Vector, view: PaneView): number {
  const step = Math.max(0.1, Math.min(...volume.spacing) / 2);
  const values: number[] = [];
  for (let along = -view.slabMm / 2; along <= view.slabMm / 2; along += step) {
    const place = world.map((at, axis) => at + along * (normal[axis] ?? 0)) as Vector;
    const voxel = voxelAt(volume, place);
    if (voxel) values.push(voxel.value);
  }
  if (values.length === 0) return Number.NaN;
  if (view.slabMode === "mip") return Math.max(...values);
  if (view.slabMode === "minip") return Math.min(...values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
