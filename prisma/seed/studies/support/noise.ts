import { normal, seededRandom } from "./random";

const SIZE = 32;
const MASK = SIZE - 1;

/** Smooth, periodic value noise in three dimensions, about -1..1 per octave. */
export class Noise {
  private readonly lattice = new Float32Array(SIZE * SIZE * SIZE);

  constructor(seed: string) {
    const random = seededRandom(`noise/${seed}`);
    for (let i = 0; i < this.lattice.length; i++) this.lattice[i] = random() * 2 - 1;
  }

  at(x: number, y: number, z: number): number {
    const lattice = this.lattice;
    const xf = Math.floor(x);
    const yf = Math.floor(y);
    const zf = Math.floor(z);
    let u = x - xf;
    let v = y - yf;
    let w = z - zf;
    u = u * u * (3 - 2 * u);
    v = v * v * (3 - 2 * v);
    w = w * w * (3 - 2 * w);
    const x0 = xf & MASK;
    const x1 = (xf + 1) & MASK;
    const y0 = (yf & MASK) << 5;
    const y1 = ((yf + 1) & MASK) << 5;
    const z0 = (zf & MASK) << 10;
    const z1 = ((zf + 1) & MASK) << 10;
    const a = mix(lattice[z0 | y0 | x0] as number, lattice[z0 | y0 | x1] as number, u);
    const b = mix(lattice[z0 | y1 | x0] as number, lattice[z0 | y1 | x1] as number, u);
    const c = mix(lattice[z1 | y0 | x0] as number, lattice[z1 | y0 | x1] as number, u);
    const d = mix(lattice[z1 | y1 | x0] as number, lattice[z1 | y1 | x1] as number, u);
    return mix(mix(a, b, v), mix(c, d, v), w);
  }

  /** Sum of octaves, each twice as fine and half as strong. */
  fractal(x: number, y: number, z: number, octaves: number): number {
    let sum = 0;
    let strength = 1;
    let scale = 1;
    for (let i = 0; i < octaves; i++) {
      sum += strength * this.at(x * scale + i * 7.3, y * scale + i * 3.1, z * scale + i * 5.7);
      strength *= 0.5;
      scale *= 2;
    }
    return sum;
  }
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

/**
 * Fills `out` (columns x rows) with `sample(column, row)` taken every `step` pixels and interpolated between:
 * slow fields cost next to nothing this way.
 */
export function coarseField(
  out: Float32Array,
  columns: number,
  rows: number,
  step: number,
  sample: (column: number, row: number) => number,
): Float32Array {
  const across = Math.ceil(columns / step) + 1;
  const down = Math.ceil(rows / step) + 1;
  const grid = new Float32Array(across * down);
  for (let j = 0; j < down; j++) {
    for (let i = 0; i < across; i++) grid[j * across + i] = sample(i * step, j * step);
  }
  const line = new Float32Array(across);
  for (let y = 0; y < rows; y++) {
    const j = Math.floor(y / step);
    const v = y / step - j;
    for (let i = 0; i < across; i++) {
      line[i] = mix(grid[j * across + i] as number, grid[(j + 1) * across + i] as number, v);
    }
    for (let x = 0; x < columns; x++) {
      const i = Math.floor(x / step);
      out[y * columns + x] = mix(line[i] as number, line[i + 1] as number, x / step - i);
    }
  }
  return out;
}

const TILE = 512;
const tiles = new Map<string, Float32Array>();

/** A 512x512 periodic tile of unit-variance noise, blurred by `sigma` pixels as a reconstruction kernel does. */
export function grainTile(seed: string, sigma: number): Float32Array {
  const key = `${seed}/${sigma}`;
  const known = tiles.get(key);
  if (known) return known;
  const random = seededRandom(`grain/${key}`);
  let tile: Float32Array = new Float32Array(TILE * TILE);
  for (let i = 0; i < tile.length; i++) tile[i] = normal(random);
  if (sigma > 0) tile = blurWrapped(blurWrapped(tile, sigma, 1), sigma, TILE);
  let sum = 0;
  for (const value of tile) sum += value * value;
  const scale = 1 / Math.sqrt(sum / tile.length);
  for (let i = 0; i < tile.length; i++) tile[i] = (tile[i] as number) * scale;
  tiles.set(key, tile);
  return tile;
}

function blurWrapped(source: Float32Array, sigma: number, stride: number): Float32Array {
  const reach = Math.ceil(sigma * 3);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const out = new Float32Array(source.length);
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) {
      let sum = 0;
      for (let k = -reach; k <= reach; k++) {
        const i = stride === 1 ? y * TILE + ((x + k) & (TILE - 1)) : ((y + k) & (TILE - 1)) * TILE + x;
        sum += (kernel[k + reach] as number) * (source[i] as number);
      }
      out[y * TILE + x] = sum;
    }
  }
  return out;
}

/** Adds noise of standard deviation `strength` to an image, from a tile shifted by (`dx`, `dy`). */
export function addGrain(
  data: Float32Array,
  columns: number,
  rows: number,
  tile: Float32Array,
  strength: number,
  dx: number,
  dy: number,
): void {
  for (let y = 0; y < rows; y++) {
    const line = ((y + dy) & (TILE - 1)) * TILE;
    const start = y * columns;
    for (let x = 0; x < columns; x++) {
      data[start + x] =
        (data[start + x] as number) + strength * (tile[line + ((x + dx) & (TILE - 1))] as number);
    }
  }
}

/** Whole Hounsfield units within 12 bits above -1024. A loop, because typed arrays' `from` walks an iterator. */
export function roundedHu(values: Float32Array): Int16Array {
  const out = new Int16Array(values.length);
  for (let i = 0; i < out.length; i++)
    out[i] = Math.max(-1024, Math.min(3071, Math.round(values[i] as number)));
  return out;
}
