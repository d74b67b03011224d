/**
 * What is drawn over an image, in its own pixels: 0,0 is the upper left corner of the first pixel and columns,rows the
 * lower right corner of the last (PS3.3 C.10.5.1.2, C.18.6.1.2).
 */
export type Point = [x: number, y: number];

export type Shape =
  | { kind: "path"; points: Point[]; isClosed: boolean; isFilled: boolean; colour: string }
  /** A circle in the image's pixels; where they aren't square it is one on the screen as the file meant it. */
  | {
      kind: "ellipse";
      centre: Point;
      radii: [number, number];
      angle: number;
      isFilled: boolean;
      colour: string;
    }
  /** `isKeptInSight`: beside what it belongs to where there is room for it, else as near as it is all seen. */
  | { kind: "text"; text: string; at: Point; anchor?: Point; colour: string; isKeptInSight?: boolean }
  | { kind: "mask"; columns: number; rows: number; at: Point; alpha: Uint8Array; colour: string }
  /** Drawn over the whole canvas; each of its pixels is so many CSS pixels wide. */
  | { kind: "picture"; picture: HTMLCanvasElement; pixels: number }
  /** A ring of one size on the screen, with its number: what somebody points at is in the middle of it. */
  | { kind: "place"; at: Point; label: string; colour: string }
  /** Everything outside is covered. */
  | { kind: "shutter"; outline: Point[]; colour: string };

/** From the image's pixels to CSS pixels of the canvas: x' = a x + c y + e, y' = b x + d y + f. */
export type Affine = { a: number; b: number; c: number; d: number; e: number; f: number };

export function apply({ a, b, c, d, e, f }: Affine, [x, y]: Point): Point {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** From CSS pixels of the canvas back to the image's own. */
export function inverse({ a, b, c, d, e, f }: Affine, [x, y]: Point): Point {
  const determinant = a * d - b * c;
  if (determinant === 0) return [0, 0];
  return [(d * (x - e) - c * (y - f)) / determinant, (a * (y - f) - b * (x - e)) / determinant];
}

const LINE_WIDTH = 1.5;
const FONT = "13px 'Inter Variable', system-ui, sans-serif";

/** Draws in CSS pixels; `ctx` is scaled for the screen already. */
export function drawShapes(ctx: CanvasRenderingContext2D, shapes: Shape[], affine: Affine): void {
  for (const shape of shapes) {
    ctx.save();
    draw(ctx, shape, affine);
    ctx.restore();
  }
}

function draw(ctx: CanvasRenderingContext2D, shape: Shape, affine: Affine): void {
  switch (shape.kind) {
    case "path":
      trace(ctx, shape.points, affine, shape.isClosed);
      stroke(ctx, shape.colour, shape.isFilled);
      break;
    case "ellipse":
      trace(ctx, ellipsePoints(shape.centre, shape.radii, shape.angle), affine, true);
      stroke(ctx, shape.colour, shape.isFilled);
      break;
    case "mask":
      drawMask(ctx, shape, affine);
      break;
    case "picture":
      ctx.imageSmoothingEnabled = false;
      ctx.drawImage(
        shape.picture,
        0,
        0,
        shape.picture.width * shape.pixels,
        shape.picture.height * shape.pixels,
      );
      break;
    case "shutter":
      ctx.beginPath();
      ctx.rect(0, 0, ctx.canvas.width, ctx.canvas.height);
      for (const [index, point] of shape.outline.entries()) {
        const [x, y] = apply(affine, point);
        if (index === 0) ctx.moveTo(x, y);
        else ctx.lineTo(x, y);
      }
      ctx.closePath();
      ctx.fillStyle = shape.colour;
      ctx.fill("evenodd");
      break;
    case "place":
      drawPlace(ctx, shape, affine);
      break;
    case "text":
      drawText(ctx, shape, affine);
      break;
  }
}

export function ellipsePoints(centre: Point, [rx, ry]: [number, number], angle: number): Point[] {
  return Array.from({ length: 72 }, (_, index): Point => {
    const turn = (index / 72) * 2 * Math.PI;
    const [x, y] = [rx * Math.cos(turn), ry * Math.sin(turn)];
    return [
      centre[0] + x * Math.cos(angle) - y * Math.sin(angle),
      centre[1] + x * Math.sin(angle) + y * Math.cos(angle),
    ];
  });
}

function trace(ctx: CanvasRenderingContext2D, points: Point[], affine: Affine, isClosed: boolean): void {
  ctx.beginPath();
  for (const [index, point] of points.entries()) {
    const [x, y] = apply(affine, point);
    if (index === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
    // A single point is shown as a small cross.
    if (points.length === 1) {
      ctx.moveTo(x - 5, y);
      ctx.lineTo(x + 5, y);
      ctx.moveTo(x, y - 5);
      ctx.lineTo(x, y + 5);
    }
  }
  if (isClosed) ctx.closePath();
}

function stroke(ctx: CanvasRenderingContext2D, colour: string, isFilled: boolean): void {
  ctx.lineJoin = "round";
  ctx.strokeStyle = "rgba(0, 0, 0, 0.6)";
  ctx.lineWidth = LINE_WIDTH + 1.5;
  ctx.stroke();
  ctx.strokeStyle = colour;
  ctx.lineWidth = LINE_WIDTH;
  ctx.stroke();
  if (!isFilled) return;
  ctx.globalAlpha = 0.3;
  ctx.fillStyle = colour;
  ctx.fill();
}

const masks = new WeakMap<Uint8Array, { colour: string; canvas: HTMLCanvasElement }>();

function drawMask(
  ctx: CanvasRenderingContext2D,
  shape: Extract<Shape, { kind: "mask" }>,
  { a, b, c, d, e, f }: Affine,
): void {
  const canvas = maskCanvas(shape);
  ctx.transform(a, b, c, d, e, f);
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(canvas, shape.at[0], shape.at[1]);
}

function maskCanvas({ columns, rows, alpha, colour }: Extract<Shape, { kind: "mask" }>): HTMLCanvasElement {
  const made = masks.get(alpha);
  if (made?.colour === colour) return made.canvas;
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const ctx = canvas.getContext("2d");
  if (ctx) {
    ctx.fillStyle = colour;
    ctx.fillRect(0, 0, 1, 1);
    const [red = 255, green = 255, blue = 255] = ctx.getImageData(0, 0, 1, 1).data;
    const image = ctx.createImageData(columns, rows);
    for (let pixel = 0; pixel < columns * rows; pixel += 1) {
      image.data[pixel * 4] = red;
      image.data[pixel * 4 + 1] = green;
      image.data[pixel * 4 + 2] = blue;
      image.data[pixel * 4 + 3] = alpha[pixel] ?? 0;
    }
    ctx.putImageData(image, 0, 0);
  }
  masks.set(alpha, { colour, canvas });
  return canvas;
}

const RING = 11;
const TICK = 6;

/** A ring with four ticks outside it: the place itself stays in sight. */
function drawPlace(
  ctx: CanvasRenderingContext2D,
  { at, label, colour }: Extract<Shape, { kind: "place" }>,
  affine: Affine,
): void {
  const [x, y] = apply(affine, at);
  ctx.beginPath();
  ctx.arc(x, y, RING, 0, 2 * Math.PI);
  for (const [right, down] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    ctx.moveTo(x + right * RING, y + down * RING);
    ctx.lineTo(x + right * (RING + TICK), y + down * (RING + TICK));
  }
  stroke(ctx, colour, false);
  if (!label) return;
  ctx.font = `600 ${FONT}`;
  ctx.textBaseline = "bottom";
  ctx.lineWidth = 3;
  ctx.strokeStyle = "rgba(0, 0, 0, 0.8)";
  ctx.fillStyle = colour;
  ctx.strokeText(label, x + RING, y - RING + 3);
  ctx.fillText(label, x + RING, y - RING + 3);
}

function drawText(
  ctx: CanvasRenderingContext2D,
  { text, at, anchor, colour, isKeptInSight }: Extract<Shape, { kind: "text" }>,
  affine: Affine,
): void {
  const [place, y] = apply(affine, at);
  const lines = text.split(/\r\n|\r|\n/);
  if (anchor) {
    trace(ctx, [anchor, at], affine, false);
    stroke(ctx, colour, false);
  }
  ctx.font = FONT;
  ctx.textBaseline = "top";
  ctx.lineWidth = 3;
  ctx.strokeStyle = "rgba(0, 0, 0, 0.8)";
  ctx.fillStyle = colour;
  const room = ctx.canvas.clientWidth - 2 - Math.max(...lines.map((line) => ctx.measureText(line).width));
  const isSeen = place >= 0 && place <= ctx.canvas.clientWidth;
  const x = isKeptInSight && isSeen ? Math.max(2, Math.min(place, room)) : place;
  for (const [index, line] of lines.entries()) {
    ctx.strokeText(line, x, y + index * 16);
    ctx.fillText(line, x, y + index * 16);
  }
}
