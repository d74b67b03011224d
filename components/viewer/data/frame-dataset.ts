import { lutDescriptor, lutEntries, words } from "./binary";
import { type DicomJson, items, number, numbers, text } from "./dicom-json";
import { expandSegmentedPalette } from "./segmented-palette";

const SHARED_GROUPS = "52009229";
const PER_FRAME_GROUPS = "52009230";
const NUMBER_OF_FRAMES = "00280008";

/** How far distances in an image can be trusted. */
export type Calibration = "patient" | "detector" | "none";

/**
 * One frame as if it were a single-frame image: the instance's attributes, the shared functional groups and the
 * frame's own (PS3.3 C.7.6.16), with what the decoder needs filled in. The frames of an instance share their
 * common part through the prototype, so that a thousand frames cost little.
 */
export function frameDatasets(instance: DicomJson, fallbackModality: string): DicomJson[] {
  const {
    [SHARED_GROUPS]: _shared,
    [PER_FRAME_GROUPS]: _perFrame,
    [NUMBER_OF_FRAMES]: _count,
    ...own
  } = instance;
  const common: DicomJson = { ...own, ...flattenGroups(items(instance, SHARED_GROUPS)[0]) };
  completeForDecoder(common, fallbackModality);
  const perFrame = items(instance, PER_FRAME_GROUPS);
  return Array.from({ length: frameCount(instance) }, (_, index) => {
    const dataset: DicomJson = Object.assign(
      Object.create(common) as DicomJson,
      flattenGroups(perFrame[index]),
    );
    completeSpacing(dataset);
    return dataset;
  });
}

export function frameCount(instance: DicomJson): number {
  return Math.max(1, Math.floor(number(instance, NUMBER_OF_FRAMES) ?? 1));
}

function flattenGroups(groups: DicomJson | undefined): DicomJson {
  const flat: DicomJson = {};
  for (const tag of Object.keys(groups ?? {})) {
    const item = items(groups, tag)[0];
    if (item) Object.assign(flat, item);
  }
  return flat;
}

function completeForDecoder(dataset: DicomJson, fallbackModality: string): void {
  // Without Modality the image loader throws where nobody catches and its promise never settles.
  if (!text(dataset, "00080060")) dataset["00080060"] = { vr: "CS", Value: [fallbackModality || "OT"] };
  const doseScaling = number(dataset, "3004000E");
  if (doseScaling !== undefined) dataset["00281053"] = { vr: "DS", Value: [doseScaling] };
  completePalette(dataset);
}

/** Descriptor, table, segmented table: red, green, blue. */
const PALETTES = [
  ["00281101", "00281201", "00281221"],
  ["00281102", "00281202", "00281222"],
  ["00281103", "00281203", "00281223"],
] as const;

/** The loader reads palette tables as numbers; servers send them as base64. */
function completePalette(dataset: DicomJson): void {
  for (const [descriptorTag, dataTag, segmentedTag] of PALETTES) {
    const descriptor = lutDescriptor(dataset[descriptorTag], false);
    if (!descriptor) continue;
    const entries = dataset[dataTag]
      ? lutEntries(dataset[dataTag], descriptor.count)
      : expandSegmentedPalette(words(dataset[segmentedTag]), descriptor.count);
    if (entries) dataset[dataTag] = { vr: "US", Value: entries };
  }
}

/** Distances at the detector are better than none, as long as the screen says so (PS3.3 10.7.1.3). */
function completeSpacing(dataset: DicomJson): void {
  if (numbers(dataset, "00280030").length === 2) return;
  const spacing = [numbers(dataset, "00181164"), numbers(dataset, "00182010")].find(
    (pair) => pair.length === 2,
  );
  if (spacing) dataset["00280030"] = { vr: "DS", Value: spacing };
}

export function calibrationOf(dataset: DicomJson): Calibration {
  const spacing = numbers(dataset, "00280030");
  if (spacing.length !== 2 || spacing.some((value) => value <= 0)) return "none";
  const detector = numbers(dataset, "00181164");
  const scanned = numbers(dataset, "00182010");
  const isSame = (other: number[]) => other.length === 2 && other.every((value, i) => value === spacing[i]);
  // Equal spacings mean that nobody corrected for magnification, unless a calibration type says otherwise.
  return (isSame(detector) && !text(dataset, "00280A02")) || isSame(scanned) ? "detector" : "patient";
}
