import { utilities } from "@cornerstonejs/core";
import type { ColorMap } from "../state/pane-view";

/** Position, red, green, blue, each from 0 to 1. Hot iron and PET as in PS3.6 annex B, at their corners. */
const POINTS: Record<ColorMap, number[]> = {
  hot_iron: [0, 0, 0, 0, 0.5, 1, 0, 0, 0.75, 1, 0.5, 0, 1, 1, 1, 1],
  pet_20: [0, 0, 0, 0, 0.25, 0.2, 0, 0.6, 0.5, 0, 0.7, 0.4, 0.75, 0.9, 0.8, 0, 1, 1, 0, 0],
  hsv: [0, 0, 0, 1, 0.25, 0, 1, 1, 0.5, 0, 1, 0, 0.75, 1, 1, 0, 1, 1, 0, 0],
  gray: [0, 0, 0, 0, 1, 1, 1, 1],
};

let isRegistered = false;

/** The renderer's name of a map of colours. */
export function fusionColors(map: ColorMap): string {
  if (!isRegistered) {
    for (const [name, points] of Object.entries(POINTS))
      utilities.colormap.registerColormap({
        Name: `beeldbrug-${name}`,
        ColorSpace: "RGB",
        RGBPoints: points,
      } as never);
    isRegistered = true;
  }
  return `beeldbrug-${map}`;
}

/** The renderer's name of a palette that came with a saved blending. */
export function paletteColors(id: string, palette: [number, number, number][]): string {
  const Name = `beeldbrug-palette-${id}`;
  utilities.colormap.registerColormap({
    Name,
    ColorSpace: "RGB",
    RGBPoints: palette.flatMap((colour, index) => [index / (palette.length - 1), ...colour]),
  } as never);
  return Name;
}
