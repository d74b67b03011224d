import type { Frame } from "../data/display-sets";
import type { DrawnPlane } from "../geometry/drawn-plane";
import type { Looks } from "./sample-grid";
import type { SegmentGrid } from "./segment-grid";
import type { Shape } from "./shapes";

export type MarkingKind = "overlay" | "segment" | "structure" | "measurement";

/**
 * One thing that can be shown over images and switched off again: an overlay plane, a segment, a contour set, a
 * measured region. `shapes` is asked for a frame when it comes on screen; bits that aren't there yet are fetched then.
 * What has neither `cut` nor `fill` can only be drawn on images as they were made.
 */
export type Marking = {
  id: string;
  kind: MarkingKind;
  label: string;
  /** What it belongs to: the description of the object that brought it. */
  source: string;
  colour: string;
  studyInstanceUid: string;
  shapes: (frame: Frame) => Shape[] | Promise<Shape[]>;
  /** What of it lies in a plane through the volume, in CSS pixels of its canvas. */
  cut?: (plane: DrawnPlane, space: Space) => Shape[];
  /** The places of the patient that it fills, fetched once a plane through them is on screen. */
  fill?: (space: Space, isGone: () => boolean) => Promise<Filling>;
};

/** The volume that a plane is cut through. */
export type Space = {
  frameOfReferenceUid: string;
  /** How far its images lie apart, in mm. */
  between: number;
  /** An image of the study by its instance and frame. */
  imageOf: (sopInstanceUid: string, frame: number) => Frame | undefined;
};

export type Filling = {
  /** The same list for segments of one label map: it is gone through once for all of them. */
  grids: SegmentGrid[];
  /** How many values there are to give a look. */
  values: number;
  /** Gives the segment's own values the look of a colour. */
  paint: (looks: Looks, colour: string) => void;
};
