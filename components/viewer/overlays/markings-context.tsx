import { createContext, type ReactNode, useContext, useMemo } from "react";
import { text } from "../data/dicom-json";
import type { DisplaySet, Frame } from "../data/display-sets";
import { type BlendingState, blendingStateOf } from "./blending-state";
import type { Marking } from "./marking";
import { overlayGroups, overlayMarking } from "./overlay-planes";
import { type PresentationState, presentationStateOf } from "./presentation-state";
import { segmentMarkings } from "./segmentation";
import { measurementMarkings } from "./sr-regions";
import { structureMarkings } from "./structures";

export type Markings = {
  markings: Marking[];
  presentationStates: PresentationState[];
  /** Those that lay one series over another: they are chosen where that is seen. */
  blendings: BlendingState[];
  /** Saved ways of showing images that this viewer can't follow, with the reason. */
  notApplied: NotApplied[];
  /** An image of the study by its instance and its number in it. */
  imageOf: (sopInstanceUid: string, frame: number) => Frame | undefined;
};
type Parsed = Omit<Markings, "imageOf">;
export type NotApplied = { id: string; label: string; studyInstanceUid: string; reason: NotAppliedReason };
export type NotAppliedReason = "blending" | "subtraction" | "volumetric" | "advanced" | "modality";

const NONE: Parsed = { markings: [], presentationStates: [], blendings: [], notApplied: [] };
const Context = createContext<Markings>({ ...NONE, imageOf: () => undefined });

const STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3";
/** Greyscale, colour and pseudo-colour softcopy states (PS3.4 N). */
const PRESENTATION_STATE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.11\.[123]$/;
const BLENDING_STATE = "1.2.840.10008.5.1.4.1.1.11.4";
/** By the last number of the class: XA/XRF with masks, planes and volumes, advanced blending, another Modality LUT. */
const NOT_APPLIED: Record<string, NotAppliedReason> = {
  "5": "subtraction",
  "6": "volumetric",
  "7": "volumetric",
  "8": "advanced",
  "9": "volumetric",
  "10": "volumetric",
  "11": "volumetric",
  "12": "modality",
};

export function useMarkings(): Markings {
  return useContext(Context);
}

/** Reads what the study's objects say about its images, once per object that arrives. */
export function MarkingsProvider({
  displaySets,
  children,
}: {
  displaySets: DisplaySet[];
  children: ReactNode;
}) {
  const value = useMemo(() => markingsOf(displaySets), [displaySets]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

const parsed = new WeakMap<DisplaySet, Parsed>();

export function markingsOf(displaySets: DisplaySet[]): Markings {
  const all = displaySets.map((set) => {
    const known = parsed.get(set) ?? attempt(() => parse(set));
    parsed.set(set, known);
    return known;
  });
  return {
    markings: unique(all.flatMap((each) => each.markings)),
    presentationStates: all.flatMap((each) => each.presentationStates),
    blendings: all.flatMap((each) => each.blendings),
    notApplied: all.flatMap((each) => each.notApplied),
    imageOf: imagesOf(displaySets),
  };
}

/** Put in order when somebody asks for the first time. */
function imagesOf(displaySets: DisplaySet[]): Markings["imageOf"] {
  let byInstance: Map<string, Frame[]> | undefined;
  return (sopInstanceUid, frame) => {
    if (!byInstance) {
      byInstance = new Map();
      for (const each of displaySets.flatMap(({ frames }) => frames)) {
        const known = byInstance.get(each.sopInstanceUid);
        if (known) known.push(each);
        else byInstance.set(each.sopInstanceUid, [each]);
      }
    }
    return byInstance.get(sopInstanceUid)?.find((each) => each.frame === frame);
  };
}

function parse(set: DisplaySet): Parsed {
  const sopClassUid = text(set.instance, "00080016");
  if (set.notShown === "segmentation") return { ...NONE, markings: segmentMarkings(set) };
  if (set.notShown === "report") return { ...NONE, markings: measurementMarkings(set) };
  if (sopClassUid === STRUCTURE_SET) return { ...NONE, markings: structureMarkings(set) };
  if (PRESENTATION_STATE.test(sopClassUid))
    return { ...NONE, presentationStates: [presentationStateOf(set)] };
  if (sopClassUid === BLENDING_STATE) {
    const blending = blendingStateOf(set);
    return blending
      ? { ...NONE, blendings: [blending] }
      : { ...NONE, notApplied: [notApplied(set, "blending")] };
  }
  const reason = set.notShown === "presentation-state" && NOT_APPLIED[sopClassUid.split(".").at(-1) ?? ""];
  if (reason) return { ...NONE, notApplied: [notApplied(set, reason)] };
  return { ...NONE, markings: overlaysOf(set) };
}

function notApplied(set: DisplaySet, reason: NotAppliedReason): NotApplied {
  const label = text(set.instance, "00700080") || set.description;
  return { id: set.id, label, studyInstanceUid: set.studyInstanceUid, reason };
}

/** Each overlay group is one switch for the whole series. */
function overlaysOf(set: DisplaySet): Marking[] {
  const groups = new Map<string, Frame>();
  for (const frame of set.frames)
    for (const group of overlayGroups(frame.dataset)) if (!groups.has(group)) groups.set(group, frame);
  return [...groups].map(([group, frame]) => {
    const marking = overlayMarking(frame, group, set.studyInstanceUid);
    return {
      ...marking,
      id: `${set.id}:${marking.id}`,
      source: set.description,
      shapes: (shown) =>
        set.frames.some(({ imageId }) => imageId === shown.imageId) ? marking.shapes(shown) : [],
    };
  });
}

function unique(markings: Marking[]): Marking[] {
  return [...new Map(markings.map((marking) => [marking.id, marking])).values()];
}

/** A malformed object takes nothing else from the screen. */
function attempt(read: () => Parsed): Parsed {
  try {
    return read();
  } catch {
    return NONE;
  }
}
