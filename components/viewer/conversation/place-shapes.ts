import { type Affine, apply, type Point, type Shape } from "../overlays/shapes";
import type { ReferredPlace } from "./places";

export const PLACE_COLOUR = "#ffd166";

/** The rings over one image. A column and a row name a pixel: its middle is half a pixel further. */
export function placeShapes(places: readonly ReferredPlace[], imageId: string): Shape[] {
  return places
    .filter((place) => place.imageId === imageId)
    .map((place) => ({ kind: "place", at: middleOf(place), label: labelOf(place), colour: PLACE_COLOUR }));
}

/** `1@204.3,118.0`: number and middle on the canvas in CSS pixels, for who can't see the canvas. */
export function placesInWords(shapes: Shape[], affine: Affine): string {
  return shapes
    .flatMap((shape) => {
      if (shape.kind !== "place") return [];
      const [x, y] = apply(affine, shape.at);
      return `${shape.label || "-"}@${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}

const middleOf = ({ x, y }: ReferredPlace): Point => [x + 0.5, y + 0.5];
const labelOf = ({ number }: ReferredPlace) => (number === null ? "" : String(number));
