import { type DicomJson, items, number, numbers, text } from "../data/dicom-json";
import type { DisplaySet, Frame } from "../data/display-sets";
import { type Lut, lutFrom } from "../data/lut";
import { labColour } from "./colour";
import { unpackBits } from "./overlay-planes";
import { type References, referencedInSeries, referencesOf, refersTo } from "./references";
import { ellipsePoints, type Point, type Shape } from "./shapes";

const COLOUR = "rgb(255, 236, 130)";

/** A saved way of showing images (Softcopy Presentation State, PS3.3 A.33; IHE Consistent Presentation of Images). */
export type PresentationState = {
  id: string;
  label: string;
  description: string;
  creator: string;
  studyInstanceUid: string;
  references: References;
  dataset: DicomJson;
};

/** What it asks for one image. Sizes and turns are the viewport's, shapes are drawn over the image. */
export type Presentation = {
  window: { center: number; width: number; function: string } | undefined;
  lut: Lut | undefined;
  isInverted: boolean;
  rotation: number;
  isFlipped: boolean;
  /** Upper left and lower right pixel, from 0; undefined for the whole image. */
  area: { left: number; top: number; right: number; bottom: number } | undefined;
  shapes: (toScreen: (point: Point) => Point, size: { width: number; height: number }) => Shape[];
};

export function presentationStateOf(set: DisplaySet): PresentationState {
  const { instance } = set;
  return {
    id: set.id,
    label: text(instance, "00700080") || set.description,
    description: text(instance, "00700081"),
    creator: text(instance, "00700084"),
    studyInstanceUid: set.studyInstanceUid,
    references: referencedInSeries(instance),
    dataset: instance,
  };
}

/** What the state says of this frame; undefined when it doesn't speak of it. */
export function presentationOf(state: PresentationState, frame: Frame): Presentation | undefined {
  if (!refersTo(state.references, frame)) return undefined;
  const { dataset } = state;
  const of = (tag: string) => items(dataset, tag).find((item) => concerns(item, frame));
  const voi = of("00283110");
  const center = number(voi, "00281050");
  const width = number(voi, "00281051");
  const voiLut = items(voi, "00283010")[0];
  const area = of("0070005A");
  const layers = layerColours(dataset);
  return {
    window:
      center !== undefined && width !== undefined && width > 0
        ? { center, width, function: text(voi, "00281056") || "LINEAR" }
        : undefined,
    lut: voiLut ? lutFrom(voiLut, false) : undefined,
    isInverted: text(dataset, "20500020") === "INVERSE" || isFallingLut(items(dataset, "20500010")[0]),
    rotation: number(dataset, "00700042") ?? 0,
    isFlipped: text(dataset, "00700041") === "Y",
    area: area && displayedArea(area, frame),
    shapes: (toImage, size) => [
      ...shutterShapes(dataset, frame),
      ...annotationItems(dataset, frame).flatMap((item) => annotationShapes(item, layers, toImage, size)),
      ...overlayShapes(dataset),
    ],
  };
}

/** Without references of its own an item holds for every image of the state. */
function concerns(item: DicomJson, frame: Frame): boolean {
  const references = referencesOf(items(item, "00081140"));
  return references.size === 0 || refersTo(references, frame);
}

function isFallingLut(item: DicomJson | undefined): boolean {
  const entries = item && lutFrom(item, false)?.entries;
  const [first, last] = [entries?.[0], entries?.at(-1)];
  return first !== undefined && last !== undefined && first > last;
}

function displayedArea(item: DicomJson, frame: Frame): Presentation["area"] {
  const [left, top] = numbers(item, "00700052");
  const [right, bottom] = numbers(item, "00700053");
  if (left === undefined || top === undefined || right === undefined || bottom === undefined)
    return undefined;
  if (right <= left || bottom <= top) return undefined;
  const isWhole =
    left <= 1 &&
    top <= 1 &&
    right >= (number(frame.dataset, "00280011") ?? 0) &&
    bottom >= (number(frame.dataset, "00280010") ?? 0);
  return isWhole ? undefined : { left: left - 1, top: top - 1, right, bottom };
}

function layerColours(dataset: DicomJson): Map<string, string> {
  return new Map(
    items(dataset, "00700060").map((layer) => [
      text(layer, "00700002"),
      labColour(numbers(layer, "00700401")) ?? COLOUR,
    ]),
  );
}

const annotationItems = (dataset: DicomJson, frame: Frame) =>
  items(dataset, "00700001").filter((item) => concerns(item, frame));

function annotationShapes(
  item: DicomJson,
  layers: Map<string, string>,
  toImage: (point: Point) => Point,
  size: { width: number; height: number },
): Shape[] {
  const colour = layers.get(text(item, "00700002")) ?? COLOUR;
  // DISPLAY: parts of the screen, from 0,0 to 1,1; PIXEL: the image's own (C.10.5.1.1).
  const place = (units: string, [x, y]: Point): Point =>
    units === "DISPLAY" ? toImage([x * size.width, y * size.height]) : [x, y];
  const graphics = items(item, "00700009").flatMap((graphic) => {
    const units = text(graphic, "00700005");
    const points = pairs(numbers(graphic, "00700022")).map((point) => place(units, point));
    return graphicShapes(text(graphic, "00700023"), points, text(graphic, "00700024") === "Y", colour);
  });
  const words = items(item, "00700008").flatMap((object): Shape[] => {
    const corner = pairs(numbers(object, "00700010"))[0];
    const anchor = pairs(numbers(object, "00700014"))[0];
    const to = anchor && place(text(object, "00700004"), anchor);
    const at = corner ? place(text(object, "00700003"), corner) : to;
    if (!at) return [];
    const isLed = to && text(object, "00700015") === "Y";
    return [{ kind: "text", text: text(object, "00700006"), at, ...(isLed ? { anchor: to } : {}), colour }];
  });
  return [...graphics, ...words];
}

function graphicShapes(type: string, points: Point[], isFilled: boolean, colour: string): Shape[] {
  const path = (list: Point[], isClosed: boolean): Shape => ({
    kind: "path",
    points: list,
    isClosed,
    isFilled: isFilled && isClosed,
    colour,
  });
  const [first, second, third, fourth] = points;
  if (!first) return [];
  if (type === "CIRCLE" && second) {
    const radius = Math.hypot(second[0] - first[0], second[1] - first[1]);
    return [path(ellipsePoints(first, [radius, radius], 0), true)];
  }
  if (type === "ELLIPSE" && second && third && fourth) {
    const [dx, dy] = [second[0] - first[0], second[1] - first[1]];
    const minor = Math.hypot(fourth[0] - third[0], fourth[1] - third[1]);
    const centre: Point = [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2];
    return [path(ellipsePoints(centre, [Math.hypot(dx, dy) / 2, minor / 2], Math.atan2(dy, dx)), true)];
  }
  const last = points.at(-1);
  const isClosed = points.length > 2 && last !== undefined && last[0] === first[0] && last[1] === first[1];
  return [path(type === "POINT" ? [first] : type === "INTERPOLATED" ? curve(points) : points, isClosed)];
}

/** A smooth line through the points (C.10.5.1.2: how is left to the implementation): Catmull-Rom. */
export function curve(points: Point[]): Point[] {
  if (points.length < 3) return points;
  const at = (index: number) => points[Math.min(points.length - 1, Math.max(0, index))] ?? [0, 0];
  const steps = 8;
  return points.slice(0, -1).flatMap((_, index) => {
    const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    return Array.from({ length: steps + (index === points.length - 2 ? 1 : 0) }, (__, step): Point => {
      const t = step / steps;
      const blend = (i: 0 | 1) =>
        0.5 *
        (2 * b[i] +
          (c[i] - a[i]) * t +
          (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t +
          (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t * t * t);
      return [blend(0), blend(1)];
    });
  });
}

/** PS3.3 C.7.6.11 and C.7.6.15: edges are those of pixels, counted from 1. */
function shutterShapes(dataset: DicomJson, frame: Frame): Shape[] {
  const shapes = (dataset["00181600"]?.Value ?? []).map(String);
  const grey = number(dataset, "00181622") ?? 0;
  const level = Math.round((grey / 65_535) * 255);
  const colour = labColour(numbers(dataset, "00181624")) ?? `rgb(${level}, ${level}, ${level})`;
  const rows = number(frame.dataset, "00280010") ?? 0;
  const columns = number(frame.dataset, "00280011") ?? 0;
  return shapes.flatMap((shape): Shape[] => {
    if (shape === "RECTANGULAR") {
      const left = (number(dataset, "00181602") ?? 1) - 1;
      const right = number(dataset, "00181604") ?? columns;
      const top = (number(dataset, "00181606") ?? 1) - 1;
      const bottom = number(dataset, "00181608") ?? rows;
      const outline: Point[] = [
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
      ];
      return [{ kind: "shutter", outline, colour }];
    }
    if (shape === "CIRCULAR") {
      const [row = 0, column = 0] = numbers(dataset, "00181610");
      const radius = number(dataset, "00181612") ?? 0;
      if (radius <= 0) return [];
      return [
        { kind: "shutter", outline: ellipsePoints([column - 0.5, row - 0.5], [radius, radius], 0), colour },
      ];
    }
    if (shape === "POLYGONAL") {
      const outline = pairs(numbers(dataset, "00181620")).map(
        ([row, column]): Point => [column - 0.5, row - 0.5],
      );
      return outline.length > 2 ? [{ kind: "shutter", outline, colour }] : [];
    }
    return [];
  });
}

/** Overlays that the state brings itself, as far as their bits came with its metadata. */
function overlayShapes(dataset: DicomJson): Shape[] {
  return Array.from({ length: 16 }, (_, index) => (0x6000 + index * 2).toString(16).toUpperCase()).flatMap(
    (group): Shape[] => {
      const rows = number(dataset, `${group}0010`) ?? 0;
      const columns = number(dataset, `${group}0011`) ?? 0;
      const data = dataset[`${group}3000`]?.InlineBinary;
      if (!data || rows * columns === 0) return [];
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      const [top = 1, left = 1] = numbers(dataset, `${group}0050`);
      const alpha = unpackBits(bytes, rows * columns);
      return [{ kind: "mask", columns, rows, at: [left - 1, top - 1], alpha, colour: COLOUR }];
    },
  );
}

function pairs(values: number[]): Point[] {
  return values.flatMap((x, i): Point[] =>
    i % 2 === 0 && i + 1 < values.length ? [[x, values[i + 1] ?? 0]] : [],
  );
}
