import { type DicomJson, number, text } from "./dicom-json";
import { frameCount, frameDatasets } from "./frame-dataset";
import { imageIdOf } from "./image-ids";
import type { SeriesSummary } from "./load-study";
import { type NotShownReason, reasonNotShown } from "./not-shown";
import { sortFrames } from "./sort-frames";

/** One frame of a display set: `dataset` is flattened (see frameDatasets). */
export type Frame = { imageId: string; dataset: DicomJson; sopInstanceUid: string; frame: number };

/** What one viewport shows: frames that scroll together, or an object with the reason why it isn't shown. */
export type DisplaySet = {
  id: string;
  root: string;
  seriesKey: string;
  studyInstanceUid: string;
  seriesInstanceUid: string;
  seriesNumber: number | undefined;
  modality: string;
  description: string;
  bodyPart: string;
  frames: Frame[];
  isMultiFrame: boolean;
  frameRate: number;
  notShown: NotShownReason | null;
  /** The instance, for objects without images. */
  instance: DicomJson;
};

const DEFAULT_FRAME_RATE = 15;
const STACK_MODALITIES = new Set(["CT", "MR", "PT", "NM"]);

/**
 * Splits the instances of a series into display sets: every multi-frame instance is one, single frames of the
 * same size and colour form one, and every object without images is one.
 */
export function makeDisplaySets(origin: string, series: SeriesSummary, instances: DicomJson[]): DisplaySet[] {
  const groups = new Map<string, DicomJson[]>();
  for (const instance of instances) {
    const key = groupKey(instance);
    groups.set(key, [...(groups.get(key) ?? []), instance]);
  }
  return [...groups.values()].map((group, index) => makeDisplaySet(origin, series, group, index));
}

function groupKey(instance: DicomJson): string {
  // A mammogram is a view of its own: four of one size don't scroll, they hang beside each other.
  const isView = text(instance, "00080060") === "MG";
  if (isView || reasonNotShown(instance) || frameCount(instance) > 1) return text(instance, "00080018");
  return ["00280010", "00280011", "00280002"].map((tag) => number(instance, tag) ?? 0).join("x");
}

function makeDisplaySet(
  origin: string,
  series: SeriesSummary,
  instances: DicomJson[],
  index: number,
): DisplaySet {
  const instance = instances[0] ?? {};
  const modality = series.modality || text(instance, "00080060") || "OT";
  const notShown = reasonNotShown(instance);
  const frames = notShown ? [] : instances.flatMap((entry) => framesOf(origin, series, modality, entry));
  return {
    id: `${series.key}#${index}`,
    root: series.root,
    seriesKey: series.key,
    studyInstanceUid: series.studyInstanceUid,
    seriesInstanceUid: series.seriesInstanceUid,
    seriesNumber: series.seriesNumber ?? number(instance, "00200011"),
    modality,
    description: series.description || text(instance, "0008103E"),
    bodyPart: series.bodyPart || text(instance, "00180015"),
    frames: instances.length > 1 || frameCount(instance) > 1 ? sortFrames(frames) : frames,
    isMultiFrame: frameCount(instance) > 1,
    frameRate: frameRate(instance),
    notShown,
    instance,
  };
}

function framesOf(origin: string, series: SeriesSummary, modality: string, instance: DicomJson): Frame[] {
  const sopInstanceUid = text(instance, "00080018");
  const uids = { study: series.studyInstanceUid, series: series.seriesInstanceUid, instance: sopInstanceUid };
  return frameDatasets(instance, modality).map((dataset, index) => ({
    imageId: imageIdOf(origin, series.root, uids, index + 1),
    dataset,
    sopInstanceUid,
    frame: index + 1,
  }));
}

/** Frames a second: Recommended Display Frame Rate, Cine Rate, or from Frame Time in ms (PS3.3 C.7.6.5). */
function frameRate(instance: DicomJson): number {
  const frameTime = number(instance, "00181063");
  const rate =
    number(instance, "00082144") ?? number(instance, "00180040") ?? (frameTime ? 1000 / frameTime : 0);
  return rate > 0 && rate <= 120 ? Math.round(rate) : DEFAULT_FRAME_RATE;
}

/** Whether it opens in the report panel instead of a viewport. */
export function isReport({ notShown }: DisplaySet): boolean {
  return notShown === "report" || notShown === "document";
}

/** A place that somebody pointed at: the page begins there. */
let askedFor: { seriesInstanceUid: string; frame: number } | undefined;

/** Has a series begin at its image with this number, from 1. */
export function beginAt(place: { seriesInstanceUid: string; frame: number } | undefined): void {
  askedFor = place;
}

/** The image that was asked for; else the middle of a stack, which says most about it, or the first of other images. */
export function initialIndex(displaySet: DisplaySet): number {
  const { frames, seriesInstanceUid } = displaySet;
  if (askedFor && askedFor.seriesInstanceUid === seriesInstanceUid && frames.length > 0)
    return Math.min(askedFor.frame, frames.length) - 1;
  const isStack = STACK_MODALITIES.has(displaySet.modality) && displaySet.frames.length > 3;
  return isStack ? Math.floor(displaySet.frames.length / 2) : 0;
}

/** `3: Thorax 1.0`: the series' name everywhere on the screen. */
export function seriesLabel(series: {
  seriesNumber: number | undefined;
  description: string;
  modality: string;
}): string {
  const name = series.description || series.modality || "OT";
  return series.seriesNumber === undefined ? name : `${series.seriesNumber}: ${name}`;
}
