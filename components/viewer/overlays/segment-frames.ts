import { type DicomJson, items, number } from "../data/dicom-json";
import { type Plane, planeOf } from "./plane";
import { referencesOf } from "./references";

/** How strongly a segment covers what lies below it. */
export const OPACITY = 110;

export type SegmentFrame = { number: number; segment: number; dataset: DicomJson; plane: Plane | undefined };

export function segmentFrames(instance: DicomJson): SegmentFrame[] {
  const shared = flat(items(instance, "52009229")[0]);
  return items(instance, "52009230").map((groups, index) => {
    const dataset: DicomJson = { "00200052": instance["00200052"], ...shared, ...flat(groups) };
    return {
      number: index + 1,
      segment: number(dataset, "0062000B") ?? 1,
      dataset,
      plane: planeOf(dataset),
    };
  });
}

/** Functional groups as if they were attributes; source images stay where they are. */
function flat(groups: DicomJson | undefined): DicomJson {
  const all: DicomJson = {};
  for (const tag of Object.keys(groups ?? {})) Object.assign(all, items(groups, tag)[0]);
  return all;
}

export function sourcesOf({ dataset }: SegmentFrame) {
  return referencesOf([...items(dataset, "00082112"), ...items(dataset, "00081140")]);
}
