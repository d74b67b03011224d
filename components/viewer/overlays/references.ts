import { type DicomJson, items, numbers, text } from "../data/dicom-json";
import type { Frame } from "../data/display-sets";

/** Images that an object speaks of: by instance, the frames from 1, or all of them when none is named. */
export type References = Map<string, number[]>;

/** Reads items with Referenced SOP Instance UID (0008,1155) and Referenced Frame Number (0008,1160). */
export function referencesOf(entries: DicomJson[]): References {
  const found: References = new Map();
  for (const entry of entries) {
    const uid = text(entry, "00081155");
    if (uid) found.set(uid, [...(found.get(uid) ?? []), ...numbers(entry, "00081160")]);
  }
  return found;
}

export function refersTo(references: References, frame: Pick<Frame, "sopInstanceUid" | "frame">): boolean {
  const frames = references.get(frame.sopInstanceUid);
  return frames !== undefined && (frames.length === 0 || frames.includes(frame.frame));
}

/** Series by series, as presentation states and key objects list them: (0008,1115) with (0008,1140) or (0008,1199). */
export function referencedInSeries(dataset: DicomJson): References {
  return referencesOf(
    items(dataset, "00081115").flatMap((series) => [
      ...items(series, "00081140"),
      ...items(series, "00081199"),
    ]),
  );
}
