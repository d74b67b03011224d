/** Recommended Display CIELab Value (PS3.3 C.10.7.1.1): three 16-bit numbers to a colour of the screen. */
export function labColour(values: number[]): string | undefined {
  const [l, a, b] = values;
  if (values.length !== 3 || l === undefined || a === undefined || b === undefined) return undefined;
  const lightness = (l / 65_535) * 100;
  const fy = (lightness + 16) / 116;
  const fx = fy + ((a / 65_535) * 255 - 128) / 500;
  const fz = fy - ((b / 65_535) * 255 - 128) / 200;
  const cubic = (value: number) => (value > 6 / 29 ? value ** 3 : 3 * (6 / 29) ** 2 * (value - 4 / 29));
  const [x, y, z] = [0.9505 * cubic(fx), cubic(fy), 1.089 * cubic(fz)];
  return rgb([
    3.2406 * x - 1.5372 * y - 0.4986 * z,
    -0.9689 * x + 1.8758 * y + 0.0415 * z,
    0.0557 * x - 0.204 * y + 1.057 * z,
  ]);
}

function rgb(linear: number[]): string {
  const shown = linear.map((value) => {
    const clipped = Math.min(1, Math.max(0, value));
    const gamma = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
    return Math.round(gamma * 255);
  });
  return `rgb(${shown.join(", ")})`;
}

const OWN = ["#ff6b6b", "#4dd4ac", "#ffd166", "#6ea8fe", "#e685ff", "#ff9f5a", "#7ee0f0", "#b4e05a"];

/** For what brings no colour of its own. */
export function ownColour(index: number): string {
  return OWN[index % OWN.length] ?? "#ffd166";
}

/** Red, green and blue of `rgb(1, 2, 3)` and `#010203`. */
export function rgbOf(colour: string): [red: number, green: number, blue: number] {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour)?.[1];
  const parts = hex
    ? (hex.match(/../g) ?? []).map((each) => Number.parseInt(each, 16))
    : colour.match(/\d+/g);
  const [red = 255, green = 255, blue = 255] = (parts ?? []).map((each) => Math.min(255, Number(each)));
  return [red, green, blue];
}
