import { cross, dot, type Vector } from "../geometry/vector";
import { type DicomJson, number, numbers, text } from "./dicom-json";

type Sortable = { dataset: DicomJson; frame: number };

const MINIMAL_STEP_MM = 0.01;

/**
 * Frames in the order the eye expects: along the stack's normal when every frame lies at its own place,
 * in the direction in which the instance numbers run; else by instance number.
 */
export function sortFrames<T extends Sortable>(frames: T[]): T[] {
  const byNumber = [...frames].sort(compareNumbers);
  const positions = byNumber.map((entry) => slicePosition(entry.dataset, byNumber[0]?.dataset));
  if (positions.some((position) => position === undefined)) return byNumber;
  const placed = byNumber.map((entry, index) => ({ entry, position: positions[index] ?? 0, index }));
  const sorted = [...placed].sort((a, b) => a.position - b.position);
  const isDistinct = sorted.every(
    (entry, i) => i === 0 || entry.position - (sorted[i - 1]?.position ?? 0) > MINIMAL_STEP_MM,
  );
  if (!isDistinct) return byNumber;
  const runsDown = (placed[0]?.position ?? 0) > (placed.at(-1)?.position ?? 0);
  return (runsDown ? sorted.reverse() : sorted).map(({ entry }) => entry);
}

/** Distance in mm along the normal of the reference's plane; undefined when planes aren't parallel or unknown. */
export function slicePosition(
  dataset: DicomJson,
  reference: DicomJson | undefined = dataset,
): number | undefined {
  const normal = planeNormal(reference);
  const own = planeNormal(dataset);
  const position = numbers(dataset, "00200032");
  if (!normal || !own || position.length !== 3 || dot(normal, own) < 0.99) return undefined;
  return dot(normal, position as Vector);
}

export function planeNormal(dataset: DicomJson | undefined): Vector | undefined {
  const cosines = numbers(dataset, "00200037");
  if (cosines.length !== 6) return undefined;
  return cross(cosines.slice(0, 3) as Vector, cosines.slice(3, 6) as Vector);
}

function compareNumbers(a: Sortable, b: Sortable): number {
  const numberOf = (entry: Sortable) => number(entry.dataset, "00200013") ?? Number.MAX_SAFE_INTEGER;
  return (
    numberOf(a) - numberOf(b) ||
    text(a.dataset, "00080018").localeCompare(text(b.dataset, "00080018")) ||
    a.frame - b.frame
  );
}
