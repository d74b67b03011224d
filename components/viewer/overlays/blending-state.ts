import { lutDescriptor, lutEntries } from "../data/binary";
import { type DicomJson, items, number, text } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { type Window, windowRange } from "../data/window-range";

/** Red, green and blue of each step of a palette, from 0 to 1. */
export type Palette = [red: number, green: number, blue: number][];

/** A saved way of laying one series over another (Blending Softcopy Presentation State, PS3.3 A.33.4). */
export type BlendingState = {
  id: string;
  label: string;
  studyInstanceUid: string;
  underlying: BlendedSeries;
  superimposed: BlendedSeries;
  /** How much of the superimposed is seen, from 0 to 1, wherever it has pixels (PS3.4 N.2.4.3). */
  opacity: number;
  palette: Palette;
};
type BlendedSeries = { seriesInstanceUids: Set<string>; window: Window | undefined };

/** Undefined for one that doesn't say what it blends, or in which colours. */
export function blendingStateOf(set: DisplaySet): BlendingState | undefined {
  const { instance } = set;
  const inputs = items(instance, "00700402");
  const under = inputs.find((item) => text(item, "00700405") === "UNDERLYING");
  const over = inputs.find((item) => text(item, "00700405") === "SUPERIMPOSED");
  const opacity = number(instance, "00700403");
  const palette = paletteOf(instance);
  if (!under || !over || opacity === undefined || !palette) return undefined;
  return {
    id: set.id,
    label:
      [text(instance, "00700080"), text(instance, "00700081")].filter(Boolean).join(" · ") || set.description,
    studyInstanceUid: set.studyInstanceUid,
    underlying: blendedSeries(under),
    superimposed: blendedSeries(over),
    opacity: Math.min(1, Math.max(0, opacity)),
    palette,
  };
}

function blendedSeries(item: DicomJson): BlendedSeries {
  return {
    seriesInstanceUids: new Set(items(item, "00081115").map((series) => text(series, "0020000E"))),
    window: windowRange(items(item, "00283110")[0]),
  };
}

const TABLES = [
  ["00281101", "00281201"],
  ["00281102", "00281202"],
  ["00281103", "00281203"],
] as const;

function paletteOf(instance: DicomJson): Palette | undefined {
  const [red, green, blue] = TABLES.map(([descriptorTag, dataTag]) => {
    const descriptor = lutDescriptor(instance[descriptorTag], false);
    const entries = descriptor && lutEntries(instance[dataTag], descriptor.count);
    const most = descriptor && descriptor.bits > 8 ? 65_535 : 255;
    return entries?.map((entry) => entry / most);
  });
  if (!red || red.length < 2 || red.length !== green?.length || red.length !== blue?.length) return undefined;
  return red.map((value, index) => [value, green[index] ?? 0, blue[index] ?? 0]);
}

/** The states that lay one of these series over the other. */
export function blendingsOf(
  states: BlendingState[],
  base: Pick<DisplaySet, "seriesInstanceUid">,
  overlay: Pick<DisplaySet, "seriesInstanceUid">,
): BlendingState[] {
  return states.filter(
    ({ underlying, superimposed }) =>
      underlying.seriesInstanceUids.has(base.seriesInstanceUid) &&
      superimposed.seriesInstanceUids.has(overlay.seriesInstanceUid),
  );
}
