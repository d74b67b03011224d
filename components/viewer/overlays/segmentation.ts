import { type DicomJson, items, number, numbers, text } from "../data/dicom-json";
import { instanceUrl, request } from "../data/dicomweb";
import type { DisplaySet, Frame } from "../data/display-sets";
import { dot, subtract } from "../geometry/vector";
import { labColour, ownColour } from "./colour";
import { describedSegments, type Labels, labelAlpha, labelsOf, paletteColour } from "./label-map";
import type { Marking } from "./marking";
import { multipartBodies } from "./multipart";
import { unpackBits } from "./overlay-planes";
import { type Plane, planeOf, toPatient, toPixels } from "./plane";
import { refersTo } from "./references";
import { fillingOf, labelFillings, ownLooks } from "./segment-filling";
import { OPACITY, type SegmentFrame, segmentFrames, sourcesOf } from "./segment-frames";
import type { Shape } from "./shapes";

const SAME_PLANE_MM = 0.6;
const MOST_PIXELS = 64_000_000;

/** The segments of a segmentation (PS3.3 C.8.20), binary, fractional or a label map, each on the images it lies on. */
export function segmentMarkings(set: DisplaySet): Marking[] {
  const { instance } = set;
  const isLabelMap = text(instance, "00620001") === "LABELMAP";
  const all = segmentFrames(instance);
  const framesOn = framesByImage(all);
  const labelled = isLabelMap ? labelFillings(set, all) : undefined;
  return describedSegments(instance, isLabelMap).map(({ segment, number: own }, index): Marking => {
    const colour =
      labColour(numbers(segment, "0062000D")) ??
      (isLabelMap ? paletteColour(instance, own) : undefined) ??
      ownColour(index);
    const ofOwn = all.filter(({ segment: each }) => each === own);
    const fill = isLabelMap ? labelled?.(own) : fillingOf(set, ofOwn, ownLooks(instance));
    return {
      id: `${set.id}:${own}`,
      kind: "segment",
      label: text(segment, "00620005") || text(items(segment, "0062000F")[0], "00080104") || `${own}`,
      source: text(instance, "00700081") || set.description,
      colour,
      studyInstanceUid: set.studyInstanceUid,
      shapes: async (frame) => {
        // In a label map every frame holds every segment.
        const frames = framesOn(frame).filter((each) => isLabelMap || each.segment === own);
        const shapes = await Promise.all(
          frames.map((each) => segmentShape(set, { ...each, segment: own }, frame, colour)),
        );
        return shapes.flatMap((shape) => shape ?? []);
      },
      ...(fill ? { fill } : {}),
    };
  });
}

/** Which frames lie on an image: asked once for all segments. */
function framesByImage(frames: SegmentFrame[]): (frame: Frame) => SegmentFrame[] {
  const known = new WeakMap<Frame, SegmentFrame[]>();
  return (frame) => {
    const found = known.get(frame) ?? frames.filter((each) => liesOn(each, frame));
    known.set(frame, found);
    return found;
  };
}

function liesOn(segment: SegmentFrame, frame: Frame): boolean {
  const plane = planeOf(frame.dataset);
  const own = segment.plane;
  if (!own || !plane) return refersTo(sourcesOf(segment), frame);
  if (own.frameOfReferenceUid !== plane.frameOfReferenceUid) return refersTo(sourcesOf(segment), frame);
  if (Math.abs(dot(own.normal, plane.normal)) < 0.999) return false;
  return Math.abs(dot(subtract(own.position, plane.position), plane.normal)) < SAME_PLANE_MM;
}

const loaded = new Map<string, Promise<Labels>>();
const MOST_KEPT = 300;

/** Segments don't outlive the images that they lie on. */
export function forgetSegments(): void {
  loaded.clear();
}

async function segmentShape(
  set: DisplaySet,
  segment: SegmentFrame,
  frame: Frame,
  colour: string,
): Promise<Shape | undefined> {
  const { instance } = set;
  const rows = number(instance, "00280010") ?? 0;
  const columns = number(instance, "00280011") ?? 0;
  if (rows <= 0 || columns <= 0 || rows * columns > MOST_PIXELS) return undefined;
  const address = instanceUrl(
    set.root,
    set.studyInstanceUid,
    set.seriesInstanceUid,
    text(instance, "00080018"),
  );
  const key = `${address}/frames/${segment.number}`;
  const values = await remembered(key, () => loadValues(key, instance, rows * columns));
  const isLabelMap = text(instance, "00620001") === "LABELMAP";
  const alpha = isLabelMap ? labelAlpha(values, segment.segment, OPACITY) : (values as Uint8Array);
  if (!alpha) return undefined;
  const plane = planeOf(frame.dataset);
  if (!segment.plane || !plane) return { kind: "mask", columns, rows, at: [0, 0], alpha, colour };
  return placed(alpha, { rows, columns }, segment.plane, plane, colour);
}

/**
 * The segment's grid as it lies on the image's: the same grid mostly, else sampled for the image's pixels, so that
 * another resolution, a part of the image or turned axes are drawn where they belong.
 */
export function placed(
  alpha: Uint8Array,
  { rows, columns }: { rows: number; columns: number },
  own: Plane,
  plane: Plane,
  colour: string,
): Shape {
  const { at } = toPixels(plane, own.position);
  const isAligned =
    dot(own.row, plane.row) > 0.9999 &&
    dot(own.column, plane.column) > 0.9999 &&
    Math.abs(own.spacing[0] / plane.spacing[0] - 1) < 1e-3 &&
    Math.abs(own.spacing[1] / plane.spacing[1] - 1) < 1e-3;
  if (isAligned) return { kind: "mask", columns, rows, at: [at[0] - 0.5, at[1] - 0.5], alpha, colour };
  const corners = [
    [0, 0],
    [columns, 0],
    [0, rows],
    [columns, rows],
  ].map(([x = 0, y = 0]) => toPixels(plane, toPatient(own, x, y)).at);
  const left = Math.floor(Math.min(...corners.map(([x]) => x)));
  const top = Math.floor(Math.min(...corners.map(([, y]) => y)));
  const width = Math.min(8192, Math.ceil(Math.max(...corners.map(([x]) => x))) - left);
  const height = Math.min(8192, Math.ceil(Math.max(...corners.map(([, y]) => y))) - top);
  const drawn = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const { at: source } = toPixels(own, toPatient(plane, left + x + 0.5, top + y + 0.5));
      const [column, row] = [Math.floor(source[0]), Math.floor(source[1])];
      if (column >= 0 && row >= 0 && column < columns && row < rows)
        drawn[y * width + x] = alpha[row * columns + column] ?? 0;
    }
  }
  return { kind: "mask", columns: width, rows: height, at: [left, top], alpha: drawn, colour };
}

/** The opacities of a segment's frame, or the labels of a label map's. */
async function loadValues(address: string, instance: DicomJson, count: number): Promise<Labels> {
  const answer = await request(
    address,
    'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.1',
  );
  const [bytes = new Uint8Array()] = multipartBodies(
    new Uint8Array(await answer.arrayBuffer()),
    answer.headers.get("content-type"),
  );
  if (text(instance, "00620001") === "LABELMAP")
    return labelsOf(bytes, number(instance, "00280100") ?? 8, count);
  if ((number(instance, "00280100") ?? 1) === 1) return unpackBits(bytes, count, 0, OPACITY);
  const full = number(instance, "0062000E") || 255;
  return Uint8Array.from(bytes.subarray(0, count), (value) => (Math.min(value, full) / full) * OPACITY);
}

function remembered(key: string, load: () => Promise<Labels>): Promise<Labels> {
  const known = loaded.get(key);
  if (known) return known;
  const promise = load();
  loaded.set(key, promise);
  promise.catch(() => loaded.delete(key));
  const oldest = loaded.keys().next().value;
  if (loaded.size > MOST_KEPT && oldest) loaded.delete(oldest);
  return promise;
}
