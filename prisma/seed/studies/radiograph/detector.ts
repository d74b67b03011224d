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
  const look = new Float32Array(1152);
  for (let i = 0; i < look.length; i++) look[i] = (i / 1000) ** exposure.gamma;
  const blank = exposure.isInverted ? 0 : 12;
  for (let y = 0; y < rows; y++) {
    const isEdge = y < border || y >= rows - border;
    for (let x = 0; x < columns; x++) {
      const i = y * columns + x;
      let value = blank;
      if (!isEdge && x >= border && x < columns - border) {
        const at = Math.min(1150, Math.max(0, (1000 * ((depth[i] as number) - exposure.low)) / range));
        const k = Math.floor(at);
        const level = (look[k] as number) + ((look[k + 1] as number) - (look[k] as number)) * (at - k);
        value =
          150 +
          3500 * level +
          exposure.noise * (0.5 + level) * (grain[(y & 511) * 512 + (x & 511)] as number);
      }
      out[i] = Math.min(4095, Math.max(0, Math.round(value)));
    }
  }
  burnMarker(out, columns, rows, spacing, exposure);
  if (exposure.isInverted) for (let i = 0; i < out.length; i++) out[i] = 4095 - (out[i] as number);
  return new Uint8Array(out.buffer);
}

/** The lead letter that tells left from right. */
function burnMarker(
  out: Uint16Array,
  columns: number,
  rows: number,
  spacing: number,
  { marker }: Exposure,
): void {
  if (!marker) return;
  const size = marker.size / spacing;
  const left = marker.x / spacing + columns / 2;
  const top = marker.y / spacing + rows / 2;
  for (const [row, line] of (LETTERS[marker.letter] ?? []).entries()) {
    for (const [column, dot] of [...line].entries()) {
      if (dot !== "1") continue;
      const from = Math.round(left + column * size);
      const to = Math.round(left + (column + 1) * size);
      for (let y = Math.round(top + row * size); y < Math.round(top + (row + 1) * size); y++) {
        out.fill(4050, y * columns + from, y * columns + to);
      }
    }
  }
}
