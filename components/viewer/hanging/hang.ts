import { number, text, texts } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { type PaneView, STACK_VIEW } from "../state/pane-view";
import type { Layout } from "../state/viewer-state";

export type Hanging = {
  layout: Layout;
  panes: (string | null)[];
  views?: PaneView[];
  options?: { isSynced?: boolean; isLinked?: boolean };
};

const MOST_SEQUENCES = 4;

/**
 * How a study is hung when nobody has said otherwise: mammography in facing pairs, sequences of an MR beside each
 * other, a radiograph's views together; anything else alone. `first` is what stands on the screen already and stays.
 */
export function hangStudy(displaySets: DisplaySet[], first: DisplaySet): Hanging {
  const images = displaySets.filter(
    (set) => !set.notShown && set.studyInstanceUid === first.studyInstanceUid,
  );
  const own = images.filter((set) => set.modality === first.modality);
  if (first.modality === "MG") return hangMammography(own) ?? alone(first);
  if (first.modality === "MR") return hangSequences(own, first);
  if (/^(CR|DX|RG)$/.test(first.modality) && own.length > 1)
    return sideBySide([first, ...others(own, first)], 2);
  return alone(first);
}

/** The current series with the prior's most like it to its right, or as many pairs as there are rows. */
export function hangPrior(
  current: DisplaySet[],
  prior: DisplaySet[],
  first: DisplaySet,
): Hanging | undefined {
  const shown = prior.filter((set) => !set.notShown);
  if (first.modality === "MG") {
    const now = views(current);
    const then = views(shown);
    if (then.size > 0 && now.size > 0) return mammographyPairs(now, then);
  }
  const match = mostAlike(first, shown);
  if (!match) return undefined;
  return { ...placed("1x2", [first, match]), options: { isSynced: true, isLinked: true } };
}

/** Of the same modality at least; then by body part, plane, words of the description, and number of images. */
export function mostAlike(series: DisplaySet, candidates: DisplaySet[]): DisplaySet | undefined {
  const scored = candidates.map((set) => ({ set, score: likeness(series, set) }));
  return scored.sort((a, b) => b.score - a.score)[0]?.set;
}

function likeness(a: DisplaySet, b: DisplaySet): number {
  const words = new Set(wordsOf(a));
  const common = wordsOf(b).filter((word) => words.has(word)).length;
  const size = Math.min(a.frames.length, b.frames.length) / Math.max(1, a.frames.length, b.frames.length);
  return (
    (a.modality === b.modality ? 100 : 0) +
    (a.bodyPart && a.bodyPart === b.bodyPart ? 20 : 0) +
    (planeOf(a) !== "" && planeOf(a) === planeOf(b) ? 20 : 0) +
    Math.min(common, 5) * 6 +
    size * 5
  );
}

function wordsOf(set: DisplaySet): string[] {
  return set.description
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1);
}

/** "axial", "coronal", "sagittal" for the axis nearest to the normal; "" without orientation. */
export function planeOf(set: DisplaySet): string {
  const cosines = (set.frames[0]?.dataset["00200037"]?.Value ?? []).map(Number);
  if (cosines.length !== 6) return "";
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = cosines;
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d].map(Math.abs);
  return ["sagittal", "coronal", "axial"][normal.indexOf(Math.max(...normal))] ?? "";
}

function hangSequences(own: DisplaySet[], first: DisplaySet): Hanging {
  // Localizers are for planning: they come last, when there is room.
  const isScout = (set: DisplaySet) =>
    /loc|scout|survey|plan/i.test(set.description) ||
    texts(set.frames[0]?.dataset, "00080008").includes("LOCALIZER");
  const rest = others(own, first).filter((set) => set.frames.length > 1 || !set.isMultiFrame);
  const ordered = [first, ...rest.filter((set) => !isScout(set)), ...rest.filter(isScout)];
  if (ordered.length < 2) return alone(first);
  return { ...sideBySide(ordered, MOST_SEQUENCES), options: { isSynced: true } };
}

const others = (sets: DisplaySet[], first: DisplaySet) => sets.filter((set) => set !== first);

function sideBySide(sets: DisplaySet[], most: number): Hanging {
  const chosen = sets.slice(0, most);
  return placed(chosen.length <= 1 ? "1x1" : chosen.length === 2 ? "1x2" : "2x2", chosen);
}

const alone = (set: DisplaySet): Hanging => placed("1x1", [set]);

function placed(layout: Layout, sets: (DisplaySet | undefined)[]): Hanging {
  return { layout, panes: sets.map((set) => set?.id ?? null) };
}

/** The patient's right breast hangs left and the left breast right, chest walls against each other. */
const MAMMOGRAPHY = ["R CC", "L CC", "R MLO", "L MLO"] as const;

function hangMammography(sets: DisplaySet[]): Hanging | undefined {
  const found = views(sets);
  const present = MAMMOGRAPHY.map((view) => found.get(view));
  const hung = present.filter((set) => set !== undefined);
  if (hung.length === 0) return undefined;
  // One breast alone faces nothing: its views hang beside each other.
  const isOneSided = [0, 1].some((side) => present.every((set, index) => !set || index % 2 === side));
  if (isOneSided) return sideBySide(hung, hung.length);
  const hasRow = [present.slice(0, 2).some(Boolean), present.slice(2).some(Boolean)];
  const shown = hasRow[0] && hasRow[1] ? present : hasRow[0] ? present.slice(0, 2) : present.slice(2);
  return {
    ...placed(shown.length === 4 ? "2x2" : "1x2", shown),
    views: shown.map((set, index) => facing(set, index % 2 === 0)),
    options: { isLinked: false },
  };
}

/** Now above, before below, of the view that both have. */
function mammographyPairs(now: Map<string, DisplaySet>, then: Map<string, DisplaySet>): Hanging {
  const view = now.has("R MLO") && then.has("R MLO") ? "MLO" : "CC";
  const shown = [now.get(`R ${view}`), now.get(`L ${view}`), then.get(`R ${view}`), then.get(`L ${view}`)];
  return { ...placed("2x2", shown), views: shown.map((set, index) => facing(set, index % 2 === 0)) };
}

function views(sets: DisplaySet[]): Map<string, DisplaySet> {
  const found = new Map<string, DisplaySet>();
  for (const set of sets) {
    const name = viewOf(set);
    if (name && !found.has(name)) found.set(name, set);
  }
  return found;
}

/** `R MLO` from laterality and view position; undefined when the file says neither. */
function viewOf(set: DisplaySet): string | undefined {
  const dataset = set.frames[0]?.dataset;
  const side = text(dataset, "00200062") || text(dataset, "00200060");
  const view = text(dataset, "00185101").toUpperCase();
  const known =
    view.startsWith("MLO") || view === "ML" || view === "LM" ? "MLO" : view.includes("CC") ? "CC" : "";
  return /^[RL]$/.test(side) && known ? `${side} ${known}` : undefined;
}

/** Mirrored when the chest wall isn't on the inner side: row direction P runs to the chest wall (PS3.3 C.7.6.1.1.1). */
function facing(set: DisplaySet | undefined, isLeftPane: boolean): PaneView {
  const [row = ""] = texts(set?.frames[0]?.dataset, "00200020");
  const chestWall = row.includes("P") ? "right" : row.includes("A") ? "left" : undefined;
  const wanted = isLeftPane ? "right" : "left";
  return { ...STACK_VIEW, isFlipped: chestWall !== undefined && chestWall !== wanted };
}

/** What a layout is remembered by: the modality, with the body part where it matters. */
export function layoutKey(set: DisplaySet): string {
  const part = (set.bodyPart || "").toUpperCase().slice(0, 40);
  return part ? `${set.modality} ${part}` : set.modality;
}

/** How many images make a volume worth cutting: enough, of one size and one direction. */
export function canReconstruct(set: DisplaySet): boolean {
  const { frames } = set;
  if (set.notShown || frames.length < 4 || !/^(CT|MR|PT|NM)$/.test(set.modality)) return false;
  const first = frames[0]?.dataset;
  if ((number(first, "00280002") ?? 1) !== 1) return false;
  const cosines = (entry: typeof first) => (entry?.["00200037"]?.Value ?? []).map(Number);
  const reference = cosines(first);
  const places = new Set<string>();
  for (const { dataset } of frames) {
    const own = cosines(dataset);
    if (own.length !== 6 || own.some((value, at) => Math.abs(value - (reference[at] ?? 0)) > 0.01))
      return false;
    const position = (dataset["00200032"]?.Value ?? []).map((value) => Number(value).toFixed(2)).join();
    if (!position || places.has(position)) return false;
    places.add(position);
  }
  return true;
}
