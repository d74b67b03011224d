export const PLANES = ["axial", "coronal", "sagittal", "oblique"] as const;
export type Plane = (typeof PLANES)[number];
export const SLAB_MODES = ["mip", "minip", "mean"] as const;
export type SlabMode = (typeof SLAB_MODES)[number];
export const COLOR_MAPS = ["hsv", "hot_iron", "pet_20", "gray"] as const;
export type ColorMap = (typeof COLOR_MAPS)[number];

/** What holds for every plane of the same two series. */
export const FUSION_CHOICES = ["fusionOpacity", "fusionColors", "fusionTop", "blendingId"] as const;

/** How a pane shows its series. */
export type PaneView = {
  /** "stack": the images as they were made; else a plane through the volume that they fill. */
  plane: "stack" | Plane;
  /** Millimetres of the volume that are taken together; 0 for one plane. */
  slabMm: number;
  slabMode: SlabMode;
  /** Turns of the oblique plane out of the axial one, in degrees: round the left-right and the head-feet axis. */
  tilt: number;
  turn: number;
  /** A PET series that lies over this one, in colour; null for none. */
  fusionId: string | null;
  /** 0 to 1. */
  fusionOpacity: number;
  fusionColors: ColorMap;
  /** The SUVbw that has the last colour, where the series says enough for SUV. */
  fusionTop: number;
  /** The saved blending (PS3.3 A.33.4) that says how, instead of the three above; null for none. */
  blendingId: string | null;
  /** Shown mirrored from the start: mammography faces the other side. */
  isFlipped: boolean;
};

export const STACK_VIEW: PaneView = {
  plane: "stack",
  slabMm: 0,
  slabMode: "mip",
  tilt: 0,
  turn: 0,
  fusionId: null,
  fusionOpacity: 0.5,
  fusionColors: "hot_iron",
  fusionTop: 5,
  blendingId: null,
  isFlipped: false,
};
