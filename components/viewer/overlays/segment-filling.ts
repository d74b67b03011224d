import { type DicomJson, number, text } from "../data/dicom-json";
import { instanceUrl, request } from "../data/dicomweb";
import type { DisplaySet } from "../data/display-sets";
import { rgbOf } from "./colour";
import type { Filling, Space } from "./marking";
import { multipartBodies } from "./multipart";
import { type Plane, planeOf } from "./plane";
import type { Looks } from "./sample-grid";
import { OPACITY, type SegmentFrame, sourcesOf } from "./segment-frames";
import { gridsOf, type PlacedFrame, type SegmentGrid, type StoredValues, trimmed } from "./segment-grid";

/** Of one answer, and of one segment altogether, as they are stored. */
const BYTES_AT_ONCE = 2_000_000;
const MOST_BYTES = 512 * 1024 ** 2;
const MOST_AT_ONCE = 100;

/** How many bytes of pixels the frames are; undefined where that is more than a page can hold, or can't be. */
function frameBytes(instance: DicomJson, count: number): number | undefined {
  const pixels = (number(instance, "00280010") ?? 0) * (number(instance, "00280011") ?? 0);
  const bytes = Math.ceil((pixels * bitsOf(instance)) / 8);
  return bytes > 0 && bytes * count <= MOST_BYTES ? bytes : undefined;
}

function bitsOf(instance: DicomJson): StoredValues["bits"] {
  const bits = number(instance, "00280100") ?? 1;
  return bits === 16 || bits === 8 ? bits : 1;
}

/** What fills the patient for some frames of a segmentation, or undefined where those are too many. */
export function fillingOf(
  set: DisplaySet,
  frames: SegmentFrame[],
  paint: Filling["paint"],
): ((space: Space, isGone: () => boolean) => Promise<Filling>) | undefined {
  const size = frameBytes(set.instance, frames.length);
  if (!size) return undefined;
  const known = gridsByPlace(set, frames, size);
  return async (space, isGone) => ({ ...(await known(space, isGone)), paint });
}

/** As `fillingOf`, for the segments of one label map, which share it. */
export function labelFillings(set: DisplaySet, frames: SegmentFrame[]) {
  const size = frameBytes(set.instance, frames.length);
  if (!size) return undefined;
  const known = gridsByPlace(set, frames, size);
  return (label: number) => async (space: Space, isGone: () => boolean) => ({
    ...(await known(space, isGone)),
    paint: (looks: Looks, colour: string) => {
      looks[label] = lookOf(colour, OPACITY);
    },
  });
}

/** Fetched once for each frame of reference in which they are looked at. */
function gridsByPlace(set: DisplaySet, frames: SegmentFrame[], size: number) {
  type Known = { askers: Set<() => boolean>; grids: Promise<SegmentGrid[]> };
  const known = new Map<string, Known>();
  const values = bitsOf(set.instance) === 16 ? 65_536 : 256;
  return async (space: Space, isGone: () => boolean): Promise<Omit<Filling, "paint">> => {
    const before = known.get(space.frameOfReferenceUid);
    before?.askers.add(isGone);
    if (before) return { grids: await before.grids, values };
    const askers = new Set([isGone]);
    const isLeft = () => [...askers].every((asker) => asker());
    const grids = load(set, placed(frames, space), size, space.between, isLeft);
    known.set(space.frameOfReferenceUid, { askers, grids });
    // Another look may find the server back, or is patient.
    grids.catch(() => known.delete(space.frameOfReferenceUid));
    return { grids: await grids, values };
  };
}

type Placed = { frame: SegmentFrame; plane: Plane };

/** Where frames lie: as they say themselves, else as the image does that they were made from. */
function placed(frames: SegmentFrame[], space: Space): Placed[] {
  return frames.flatMap((frame) => {
    const isHere = (plane: Plane | undefined) => plane?.frameOfReferenceUid === space.frameOfReferenceUid;
    const own = frame.plane;
    if (own && isHere(own)) return [{ frame, plane: own }];
    for (const [uid, numbers] of sourcesOf(frame)) {
      const plane = planeOf(space.imageOf(uid, numbers[0] ?? 1)?.dataset);
      if (plane && isHere(plane)) return [{ frame, plane }];
    }
    return [];
  });
}

async function load(
  set: DisplaySet,
  wanted: Placed[],
  size: number,
  between: number,
  isLeft: () => boolean,
): Promise<SegmentGrid[]> {
  const { instance } = set;
  const grid = { columns: number(instance, "00280011") ?? 0, rows: number(instance, "00280010") ?? 0 };
  const address = instanceUrl(
    set.root,
    set.studyInstanceUid,
    set.seriesInstanceUid,
    text(instance, "00080018"),
  );
  const atOnce = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(BYTES_AT_ONCE / size)));
  const frames: PlacedFrame[] = [];
  for (let from = 0; from < wanted.length; from += atOnce) {
    const batch = wanted.slice(from, from + atOnce);
    const bodies = await inTurn(async () => {
      if (isLeft()) throw new Error("nobody looks at the segments any more");
      return framesOf(`${address}/frames/${batch.map(({ frame }) => frame.number).join(",")}`);
    });
    if (bodies.length !== batch.length) throw new Error("the answer has another number of frames");
    for (const [index, { frame, plane }] of batch.entries()) {
      const stored = trimmed(bodies[index] as Uint8Array, bitsOf(instance), grid);
      const thickness = number(frame.dataset, "00180088") || number(frame.dataset, "00180050");
      frames.push({ plane, thickness: thickness || undefined, stored });
    }
  }
  return gridsOf(frames, grid, between);
}

async function framesOf(address: string): Promise<Uint8Array[]> {
  const answer = await request(
    address,
    'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.1',
  );
  return multipartBodies(new Uint8Array(await answer.arrayBuffer()), answer.headers.get("content-type"));
}

/** Segments are many, and so are the images that somebody waits for meanwhile. */
const AT_ONCE = 2;
const waiting: (() => void)[] = [];
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((begin) => waiting.push(begin));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** 0xAABBGGRR, as canvases keep colours. */
export function lookOf(colour: string, alpha: number): number {
  const [red, green, blue] = rgbOf(colour);
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** How the values of a segment's own frames look: all alike, or the more of it there is the stronger. */
export function ownLooks(instance: DicomJson): Filling["paint"] {
  const full = bitsOf(instance) === 1 ? 1 : number(instance, "0062000E") || 255;
  return (looks, colour) => {
    for (let value = 1; value < looks.length; value += 1) {
      const alpha = Math.floor((Math.min(value, full) / full) * OPACITY);
      looks[value] = alpha > 0 ? lookOf(colour, alpha) : 0;
    }
  };
}
