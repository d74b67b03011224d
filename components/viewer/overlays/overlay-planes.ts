import { inlineBytes } from "../data/binary";
import { type DicomElement, type DicomJson, number, numbers, text } from "../data/dicom-json";
import { request } from "../data/dicomweb";
import type { Frame } from "../data/display-sets";
import { embeddedAlpha, embeddedBit } from "./embedded-overlays";
import type { Marking } from "./marking";
import type { Shape } from "./shapes";

const COLOUR = "rgb(235, 240, 242)";

/** The overlay planes (60xx) of a frame's image (PS3.3 C.9.2), graphics and regions of interest alike. */
export function overlayGroups(dataset: DicomJson): string[] {
  return Array.from({ length: 16 }, (_, index) => (0x6000 + index * 2).toString(16).toUpperCase()).filter(
    (group) =>
      number(dataset, `${group}0010`) &&
      number(dataset, `${group}0011`) &&
      (dataset[`${group}3000`] || embeddedBit(dataset, group) !== undefined),
  );
}

export function overlayMarking(frame: Frame, group: string, studyInstanceUid: string): Marking {
  return {
    id: `overlay:${group}`,
    kind: "overlay",
    label: text(frame.dataset, `${group}1500`) || text(frame.dataset, `${group}0022`) || group,
    source: "",
    colour: COLOUR,
    studyInstanceUid,
    shapes: (shown) => planeShapes(shown, group),
  };
}

const fetched = new WeakMap<DicomElement, Promise<Uint8Array>>();

async function planeShapes(shown: Frame, group: string): Promise<Shape[]> {
  const { dataset, frame } = shown;
  const rows = number(dataset, `${group}0010`) ?? 0;
  const columns = number(dataset, `${group}0011`) ?? 0;
  const data = dataset[`${group}3000`];
  if (!data) {
    const embedded = await embeddedAlpha(shown, group);
    return embedded ? [{ kind: "mask", ...embedded, at: [0, 0], colour: COLOUR }] : [];
  }
  if (rows <= 0 || columns <= 0 || rows * columns > 100_000_000) return [];
  // A plane with several frames belongs to the image's frames from its own origin on (C.9.3).
  const planes = number(dataset, `${group}0015`) ?? 1;
  const index = planes > 1 ? frame - (number(dataset, `${group}0051`) ?? 1) : 0;
  if (index < 0 || index >= planes) return [];
  const bytes = await bytesOf(data);
  if (bytes.length * 8 < (index + 1) * rows * columns) return [];
  const [top = 1, left = 1] = numbers(dataset, `${group}0050`);
  const alpha = unpackBits(bytes, rows * columns, index * rows * columns);
  return [{ kind: "mask", columns, rows, at: [left - 1, top - 1], alpha, colour: COLOUR }];
}

function bytesOf(element: DicomElement): Promise<Uint8Array> {
  const known = fetched.get(element);
  if (known) return known;
  const bytes = load(element);
  fetched.set(element, bytes);
  // Another look may find the server back.
  bytes.catch(() => fetched.delete(element));
  return bytes;
}

async function load(element: DicomElement): Promise<Uint8Array> {
  const inline = inlineBytes(element);
  if (inline) return inline;
  if (element.Value)
    return Uint8Array.from(
      element.Value.flatMap((word) => [Number(word) & 0xff, (Number(word) >> 8) & 0xff]),
    );
  if (!element.BulkDataURI) return new Uint8Array();
  const { pathname, search } = new URL(element.BulkDataURI, window.location.href);
  const answer = await request(`${pathname}${search}`, "application/octet-stream");
  return new Uint8Array(await answer.arrayBuffer());
}

/** Bits in the order of PS3.5 8.1.1, the first in the lowest place, as opacities. */
export function unpackBits(bytes: Uint8Array, count: number, first = 0, opacity = 255): Uint8Array {
  const alpha = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) {
    const bit = first + i;
    if ((bytes[bit >> 3] ?? 0) & (1 << (bit & 7))) alpha[i] = opacity;
  }
  return alpha;
}
