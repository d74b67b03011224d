import type { Frame } from "../data/display-sets";
import type { DrawnPlane } from "../geometry/drawn-plane";
import type { Shape } from "./shapes";

export type MarkingKind = "overlay" | "segment" | "structure" | "measurement";

/**
 * One thing that can be shown over images and switched off again: an overlay plane, a segment, a contour set, a
 * measured region. `shapes` is asked for a frame when it comes on screen; bits that aren't there yet are fetched then.
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
  /**
   * What of it lies in a plane through the volume, in CSS pixels of its canvas; left out for what can only be drawn on
   * images as they were made.
   */
  cut?: (plane: DrawnPlane) => Shape[];
  /** Of what `cut` draws; "" when it doesn't say. */
  frameOfReferenceUid?: string;
};
