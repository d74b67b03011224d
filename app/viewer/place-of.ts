/** A pixel, by column and row from 0; with digits behind the point where a program pointed more exactly. */
const COORDINATE = /^\d{1,6}(\.\d{1,6})?$/;
const LARGEST = 100_000;

type Value = string | string[] | undefined;

/** The number of an image in its series, from 1. */
export const frameOf = (value: Value) =>
  typeof value === "string" && /^[1-9]\d{0,5}$/.test(value) ? Number(value) : undefined;

/** The place in an image that an address names by `x` and `y`; undefined unless both are what they should be. */
export function placeOf(query: { x?: Value; y?: Value }): { x: number; y: number } | undefined {
  const [x, y] = [coordinateOf(query.x), coordinateOf(query.y)];
  return x === undefined || y === undefined ? undefined : { x, y };
}

function coordinateOf(value: Value): number | undefined {
  if (typeof value !== "string" || !COORDINATE.test(value)) return undefined;
  return Number(value) <= LARGEST ? Number(value) : undefined;
}
