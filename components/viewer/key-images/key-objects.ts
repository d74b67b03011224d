import { type DicomJson, items, text } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { referencesOf } from "../overlays/references";

/** Images that a Key Object Selection Document points out (PS3.3 A.35.4, TID 2010). */
export type KeyObject = {
  id: string;
  title: string;
  note: string;
  studyInstanceUid: string;
  images: { sopInstanceUid: string; frames: number[] }[];
};

export function keyObjectsOf(displaySets: DisplaySet[]): KeyObject[] {
  return displaySets.filter((set) => set.notShown === "key-objects").map(keyObjectOf);
}

function keyObjectOf(set: DisplaySet): KeyObject {
  const nodes = below(set.instance);
  const images = referencesOf(nodes.flatMap((node) => items(node, "00081199")));
  return {
    id: set.id,
    title: text(items(set.instance, "0040A043")[0], "00080104") || set.description,
    note: nodes
      .filter((node) => text(items(node, "0040A043")[0], "00080100") === "113012")
      .map((node) => text(node, "0040A160"))
      .join(" "),
    studyInstanceUid: set.studyInstanceUid,
    images: [...images].map(([sopInstanceUid, frames]) => ({ sopInstanceUid, frames })),
  };
}

function below(node: DicomJson, depth = 0): DicomJson[] {
  if (depth > 8) return [];
  return items(node, "0040A730").flatMap((child) => [child, ...below(child, depth + 1)]);
}
