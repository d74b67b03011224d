import { cache, getShouldUseCPURendering, metaData } from "@cornerstonejs/core";
import { pointerText, valueUnit } from "../data/pointer-value";
import { suvFactor } from "../data/suv";
import { dot, subtract, type Vector } from "../geometry/vector";
import { datasetOfTarget } from "./dataset-of";
import { valuesAt } from "./image-values";

type Probed = { index?: number[]; value?: number | number[] };
type Probe = {
  handles?: { points?: ArrayLike<number>[] };
  cachedStats?: Record<string, Probed | undefined>;
};
type ImagePlane = {
  imagePositionPatient?: ArrayLike<number> | null;
  rowCosines?: ArrayLike<number> | null;
  columnCosines?: ArrayLike<number> | null;
  columnPixelSpacing?: number;
  rowPixelSpacing?: number;
};

/** The value of a marked point, with its column and row as the pointer's value gives them. */
export function probeLines(data: Probe, targetId: string): string[] {
  const imageId = /^imageId:(.*)$/s.exec(targetId)?.[1];
  const probed = imageId === undefined ? inVolume(data.cachedStats?.[targetId]) : inImage(data, imageId);
  if (!probed) return [];
  const { x, y, values } = probed;
  const dataset = datasetOfTarget(targetId);
  const text = pointerText(x, y, 0, values, dataset ? valueUnit(dataset) : "").replace(/^.*?: /, "");
  const factor = dataset && values.length === 1 ? suvFactor(dataset) : undefined;
  return [
    text,
    ...(factor ? [`${Number(((values[0] ?? 0) * factor).toPrecision(3))} SUVbw`] : []),
    `x ${x} y ${y}`,
  ];
}

function inVolume(probed: Probed | undefined) {
  const [x, y] = probed?.index ?? [];
  if (probed?.value === undefined || x === undefined || y === undefined) return undefined;
  return { x, y, values: [probed.value].flat() };
}

/** The library looks for the value as many images deep as the stack stands, in an image that is one deep. */
function inImage({ handles }: Probe, imageId: string) {
  const image = cache.getImage(imageId);
  const plane = metaData.get("imagePlaneModule", imageId) as ImagePlane | undefined;
  const point = handles?.points?.[0];
  if (!image || !plane || !point) return undefined;
  // An image without a place is drawn at the origin.
  const offset = subtract(vector(point), vector(plane.imagePositionPatient ?? [0, 0, 0]));
  // The GPU counts from the centre of the first pixel, the CPU renderer from its corner.
  const whole = getShouldUseCPURendering() ? Math.floor : Math.round;
  const x = whole(dot(offset, vector(plane.rowCosines ?? [1, 0, 0])) / (plane.columnPixelSpacing || 1));
  const y = whole(dot(offset, vector(plane.columnCosines ?? [0, 1, 0])) / (plane.rowPixelSpacing || 1));
  if (x < 0 || y < 0 || x >= image.columns || y >= image.rows) return undefined;
  return { x, y, values: valuesAt(image, x, y) };
}

const vector = (values: ArrayLike<number>): Vector => [values[0] ?? 0, values[1] ?? 0, values[2] ?? 0];
