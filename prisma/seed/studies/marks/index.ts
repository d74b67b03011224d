import type { SyntheticInstance } from "../types";
import type { Lesion } from "./lesions";
import { keyObjects, measurementReport, presentationState } from "./measurements";
import { segmentation } from "./segmentation";
import { structureSet } from "./structure-set";

/** What a colleague with a workstation would have added to the images, one object of each kind. */
export function markedBy(
  images: readonly SyntheticInstance[],
  lesions: readonly Lesion[],
): { name: string; instance: SyntheticInstance }[] {
  const [largest] = lesions;
  if (!largest) return [];
  return [
    { name: "segmentation", instance: segmentation(images, lesions) },
    { name: "structures", instance: structureSet(images, largest) },
    { name: "measurements", instance: measurementReport(images, largest) },
    { name: "key-objects", instance: keyObjects(images, largest) },
    { name: "presentation", instance: presentationState(images, largest) },
  ];
}
