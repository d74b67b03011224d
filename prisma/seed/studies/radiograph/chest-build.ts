export interface ChestBuild {
  seed: string;
  sex: "M" | "F";
  /** Cardiothoracic widening, mm. */
  heart: number;
  nodule?: { x: number; y: number; radius: number };
  /** Depth of consolidation at a place, mm of water. */
  consolidation?: { x: number; y: number; radius: number; depth: number };
}

// Projected at half of the detector's resolution, which is about the blur of a real exposure.
export const CHEST = { columns: 750, rows: 900, spacing: 0.47 } as const;
