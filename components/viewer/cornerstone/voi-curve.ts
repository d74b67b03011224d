import { type StackViewport, type Types, utilities } from "@cornerstonejs/core";
import type { DicomJson } from "../data/dicom-json";
import { number } from "../data/dicom-json";
import { type Lut, voiLut, windowOf } from "../data/lut";
import { datasetOf } from "./dataset-of";

const MOST_NODES = 1024;

/** What the renderer gives away of its colours: a vtk.js colour transfer function. */
type TransferFunction = {
  removeAllPoints: () => void;
  addRGBPoint: (x: number, r: number, g: number, b: number) => void;
  getRange: () => [number, number];
};
type VolumeProperty = { getRGBTransferFunction: (index: number) => TransferFunction };

/** Curves that a presentation state or the reader chose, by viewport; else the file's own. */
const chosen = new Map<string, Lut | null>();

/** Shows values by this curve until another image's own or a reset; null: by the window alone. */
export function chooseCurve(viewport: StackViewport, lut: Lut | null | undefined): void {
  if (lut === undefined) chosen.delete(viewport.id);
  else chosen.set(viewport.id, lut);
  if (lut) {
    const { center, width } = windowOf(lut);
    viewport.setProperties({ voiRange: utilities.windowLevel.toLowHighRange(width, center) });
  }
  followCurve(viewport);
  viewport.render();
}

/** The VOI LUT by which an image is shown: only when its file gives no window, or when it was chosen. */
export function curveOf(viewportId: string, dataset: DicomJson | undefined): Lut | undefined {
  const own = chosen.get(viewportId);
  if (own !== undefined) return own ?? undefined;
  if (!dataset || number(dataset, "00281051") !== undefined) return undefined;
  return voiLut(dataset);
}

const shown = new Map<string, Lut>();

/**
 * Puts the curve of a VOI LUT (PS3.3 C.11.2.1.1) into the renderer, over the window of the moment: changing the
 * window stretches it. The renderer has straight lines and sigmoids only.
 */
export function followCurve(viewport: StackViewport): void {
  const image = attempt(() => viewport.getCornerstoneImage());
  if (!image || image.color) return;
  const lut = curveOf(viewport.id, datasetOf(image.imageId));
  const range = viewport.getProperties().voiRange;
  const property = propertyOf(viewport);
  if (!range || !property) return;
  if (!lut) {
    if (!shown.delete(viewport.id)) return;
    viewport.setProperties({ VOILUTFunction: viewport.getProperties().VOILUTFunction } as never);
    straight(property, range, viewport.getProperties().invert === true);
    return;
  }
  shown.set(viewport.id, lut);
  draw(property, nodesOf(lut), range, viewport.getProperties().invert === true);
}

/** Forgets what was chosen for a viewport that goes. */
export function forgetCurve(viewportId: string): void {
  chosen.delete(viewportId);
  shown.delete(viewportId);
}

/** Levels from 0 to 1 at even steps through the table. */
export function nodesOf({ entries }: Lut): number[] {
  const highest = entries.reduce((most, value) => Math.max(most, value), 0);
  // Tables say 16 bits and use 12: the last bit in use is full white.
  const full = 2 ** Math.max(1, Math.ceil(Math.log2(highest + 1))) - 1;
  const count = Math.min(MOST_NODES, Math.max(2, entries.length));
  return Array.from(
    { length: count },
    (_, index) => (entries[Math.round((index / (count - 1)) * (entries.length - 1))] ?? 0) / full,
  );
}

function draw(
  property: VolumeProperty,
  levels: number[],
  { lower, upper }: Types.VOIRange,
  isInverted: boolean,
): void {
  const transfer = property.getRGBTransferFunction(0);
  transfer.removeAllPoints();
  for (const [index, level] of levels.entries()) {
    const grey = isInverted ? 1 - level : level;
    transfer.addRGBPoint(lower + ((upper - lower) * index) / (levels.length - 1), grey, grey, grey);
  }
}

function straight(property: VolumeProperty, range: Types.VOIRange, isInverted: boolean): void {
  draw(property, [0, 1], range, isInverted);
}

function propertyOf(viewport: StackViewport): VolumeProperty | undefined {
  const actor = attempt(() => viewport.getDefaultActor()?.actor) as {
    getProperty?: () => VolumeProperty;
  } | null;
  const property = actor?.getProperty?.();
  return property?.getRGBTransferFunction?.(0) ? property : undefined;
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
