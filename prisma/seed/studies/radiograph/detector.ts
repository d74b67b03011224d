import { coarseField, grainTile } from "../support/noise";
import type { Projection } from "./projection";

const LETTERS: Record<string, readonly string[]> = {
  R: ["11110", "10001", "10001", "11110", "10100", "10010", "10001"],
  L: ["10000", "10000", "10000", "10000", "10000", "10000", "11111"],
};

export interface Exposure {
  /** mm of water that come out black and white. */
  low: number;
  high: number;
  /** Below 1 opens the dense parts, as a detector's look-up table does. */
  gamma: number;
  noise: number;
  isInverted: boolean;
  marker?: { letter: "L" | "R"; x: number; y: number; size: number };
  /** Collimated border in mm. */
  border?: number;
}

/**
 * Turns a projection into 12-bit presentation values, white for dense (or black, when inverted), `zoom` pixels per
 * projected pixel.
 */
export function develop(view: Projection, exposure: Exposure, zoom: 1 | 2): Uint8Array {
  const columns = view.columns * zoom;
  const rows = view.rows * zoom;
  const spacing = view.spacing / zoom;
  const depth =
    zoom === 1
      ? view.depth
      : coarseField(new Float32Array(columns * rows), columns, rows, zoom, (c, r) => {
          return view.depth[
            Math.min(view.rows - 1, r / zoom) * view.columns + Math.min(view.columns - 1, c / zoom)
          ] as number;
        });
  const out = new Uint16Array(columns * rows);
  const grain = grainTile("dx", 0.7);
  const border = (exposure.border ?? 0) / spacing;
  const range = exposure.high - exposure.low;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const i = y * columns + x;
      const level =
        Math.min(1.15, Math.max(0, ((depth[i] as number) - exposure.low) / range)) ** exposure.gamma;
      let value =
        150 + 3500 * level + exposure.noise * (0.5 + level) * (grain[(y & 511) * 512 + (x & 511)] as number);
      if (
        isMarker(
          exposure,
          x * spacing - ((columns - 1) / 2) * spacing,
          y * spacing - ((rows - 1) / 2) * spacing,
        )
      )
        value = 4050;
      if (x < border || y < border || x >= columns - border || y >= rows - border)
        value = exposure.isInverted ? 0 : 12;
      value = Math.min(4095, Math.max(0, Math.round(value)));
      out[i] = exposure.isInverted ? 4095 - value : value;
    }
  }
  return new Uint8Array(out.buffer);
}

function isMarker(exposure: Exposure, x: number, y: number): boolean {
  const marker = exposure.marker;
  if (!marker) return false;
  const column = Math.floor((x - marker.x) / marker.size);
  const row = Math.floor((y - marker.y) / marker.size);
  return LETTERS[marker.letter]?.[row]?.[column] === "1";
}
