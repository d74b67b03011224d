import { curve } from "../support/curves";
import type { SliceCanvas } from "../support/slice-canvas";
import { type BodyBuild, HU, muscleWall, ribRing, skin, spineY } from "./frame";

/** Skin, fat, muscles and the scapulae, before the cavity is filled. */
export function paintWall(canvas: SliceCanvas, t: number, build: BodyBuild): void {
  const outer = skin(t);
  if (build.sex === "F") paintBreasts(canvas, t, outer.ry);
  canvas.ellipse(outer, 10);
  canvas.ellipse({ ...outer, rx: outer.rx - 2, ry: outer.ry - 2 }, HU.fat, { texture: 9 });
  const wall = muscleWall(t, build.fat);
  canvas.ellipse(wall, HU.muscle, { texture: 26, soft: 1.2 });
  const ring = ribRing(t, build.fat);
  // The fat between the ribs and the outer muscles shows as a thin dark line.
  const between = {
    x: 0,
    y: ring.y,
    rx: Math.min(wall.rx - 4, ring.rx + 9),
    ry: Math.min(wall.ry - 4, ring.ry + 9),
    power: 2.4,
  };
  canvas.ellipse(between, -60, { soft: 2 });
  canvas.ellipse({ ...between, rx: between.rx - 2.2, ry: between.ry - 2.2 }, HU.muscle, {
    texture: 22,
    soft: 1.2,
  });
  for (const side of [-1, 1] as const) paintMuscles(canvas, t, side, wall.ry);
  if (t > 10 && t < 150) for (const side of [-1, 1] as const) paintScapula(canvas, t, side, build.fat);
}

function paintBreasts(canvas: SliceCanvas, t: number, ry: number): void {
  const size = Math.sqrt(Math.max(0, 1 - ((t - 150) / 58) ** 2));
  for (const side of [-1, 1]) {
    const shape = { x: side * 76, y: -ry + 14, rx: 62 * size, ry: 40 * size };
    canvas.ellipse(shape, 10);
    canvas.ellipse({ ...shape, rx: shape.rx - 2, ry: shape.ry - 2 }, HU.fat, { texture: 10 });
    canvas.ellipse({ x: shape.x, y: shape.y - 8, rx: 34 * size, ry: 20 * size }, -35, {
      texture: 85,
      soft: 6,
      alpha: 0.8,
    });
  }
}

function paintMuscles(canvas: SliceCanvas, t: number, side: 1 | -1, ry: number): void {
  const back = spineY(t) + 33;
  canvas.ellipse({ x: side * 28, y: back, rx: 27, ry: 17, power: 2.4 }, -70, { soft: 1.5 });
  canvas.ellipse({ x: side * 28, y: back, rx: 25.5, ry: 15.5, power: 2.4 }, HU.muscle + 3, { texture: 24 });
  if (t > 20 && t < 125) {
    const ends = curve(t, [
      [20, 0.6],
      [60, 1],
      [125, 0.4],
    ]);
    canvas.ellipse({ x: side * 66, y: -ry + 12, rx: 58 * ends, ry: 9.5 * ends, angle: side * 17 }, -75, {
      soft: 1.2,
    });
    canvas.ellipse({ x: side * 66, y: -ry + 12, rx: 56 * ends, ry: 8 * ends, angle: side * 17 }, HU.muscle, {
      texture: 22,
    });
  }
  if (t > 250)
    canvas.ellipse({ x: side * 33, y: -ry + 6, rx: 29, ry: 5.5, angle: side * 6 }, HU.muscle + 4, {
      texture: 15,
    });
}

function paintScapula(canvas: SliceCanvas, t: number, side: 1 | -1, fat: number): void {
  const medial = curve(t, [
    [10, 92],
    [60, 70],
    [150, 84],
  ]);
  const lateral = curve(t, [
    [10, 140],
    [50, 136],
    [150, 96],
  ]);
  const y0 = curve(t, [
    [10, 62],
    [60, 80],
    [150, 84],
  ]);
  const y1 = curve(t, [
    [10, 20],
    [60, 50],
    [150, 78],
  ]);
  const wall = muscleWall(t, fat);
  canvas.ellipseWithin(
    { x: side * ((medial + lateral) / 2 + 6), y: (y0 + y1) / 2 + 9, rx: 34, ry: 8, angle: side * -28 },
    wall,
    HU.muscle,
    { texture: 24 },
  );
  const bow: [number, number][] = [
    [side * medial, y0],
    [side * (medial * 0.55 + lateral * 0.45), (y0 + y1) / 2 + 5],
    [side * lateral, y1],
  ];
  canvas.stroke(bow, 2.3, 600);
  const rim = curve(t, [
    [10, 9],
    [50, 7],
    [110, 4.5],
    [150, 2],
  ]);
  canvas.ellipse({ x: side * lateral, y: y1, rx: rim + 2, ry: rim }, HU.cortex - 60);
  canvas.ellipse({ x: side * lateral, y: y1, rx: rim, ry: rim - 2 }, HU.marrow, { texture: 60 });
  if (t < 45) canvas.stroke([bow[1] as [number, number], [side * (lateral - 8), y1 + 36]], 3, 560);
}

/** Ribs, sternum, clavicles and spine. */
export function paintSkeleton(canvas: SliceCanvas, t: number, thickness: number, build: BodyBuild): void {
  for (let k = 1; k <= 12; k++)
    for (const side of [-1, 1] as const) paintRib(canvas, t, thickness, build.fat, k, side);
  const front = ribRing(t, build.fat);
  if (t > 38 && t < 215) {
    const half = curve(t, [
      [38, 22],
      [60, 30],
      [80, 17],
      [160, 19],
      [215, 6],
    ]);
    const y = front.y - front.ry - 2;
    canvas.ellipse({ x: 0, y, rx: half, ry: 7, power: 2.6 }, HU.cortex - 260);
    canvas.ellipse({ x: 0, y, rx: half - 2, ry: 5, power: 2.6 }, 150, { texture: 70 });
  }
  const head = Math.sqrt(Math.max(0, 1 - ((t - 2) / 26) ** 2));
  for (const side of [-1, 1]) {
    canvas.ellipse({ x: side * 120, y: 4, rx: 23 * head, ry: 22 * head }, HU.cortex - 200);
    canvas.ellipse({ x: side * 120, y: 4, rx: 23 * head - 2, ry: 22 * head - 2 }, HU.marrow - 20, {
      texture: 70,
    });
    if (t > 8 && t < 46) canvas.ellipse({ x: side * 93, y: 10, rx: 5, ry: 14 }, HU.cortex - 200);
  }
  if (t > 8 && t < 46) {
    for (const side of [-1, 1]) {
      const run = curve(t, [
        [8, 118],
        [44, 34],
      ]);
      canvas.capsule(
        side * (run - 26),
        -60 - (44 - t) * 0.2,
        6,
        side * (run + 14),
        -52 + (44 - t) * 0.3,
        5.5,
        HU.cortex,
      );
      canvas.capsule(
        side * (run - 24),
        -60 - (44 - t) * 0.2,
        3.6,
        side * (run + 12),
        -52 + (44 - t) * 0.3,
        3.2,
        330,
        { texture: 60 },
      );
    }
  }
  paintVertebra(canvas, t);
}

function paintRib(
  canvas: SliceCanvas,
  t: number,
  thickness: number,
  fat: number,
  k: number,
  side: 1 | -1,
): void {
  const fall = [0, 34, 52, 66, 78, 88, 95, 100, 104, 100, 88, 50, 30][k] as number;
  const end = k === 12 ? 0.42 : k === 11 ? 0.6 : 0.9;
  const ring = ribRing(t, fat);
  const ossified = 0.8 - 0.012 * k;
  const reach = 5.5 + thickness / 2;
  let run: [number, number][] = [];
  let isCartilage = false;
  const flush = () => {
    if (run.length > 1) {
      canvas.stroke(run, 3.9, isCartilage ? HU.cartilage : HU.cortex - 40);
      if (!isCartilage) canvas.stroke(run, 2.3, HU.marrow + 20, { texture: 70 });
    }
    run = [];
  };
  for (let turn = 0.11; turn <= end; turn += 0.012) {
    const depth = 2 + 24.5 * (k - 1) + fall * turn;
    const cartilage = turn > ossified;
    if (Math.abs(depth - t) > reach || cartilage !== isCartilage) flush();
    isCartilage = cartilage;
    if (Math.abs(depth - t) > reach) continue;
    const angle = turn * Math.PI;
    run.push([
      side * ring.rx * Math.sin(angle) ** 0.85,
      ring.y + ring.ry * Math.sign(Math.cos(angle)) * Math.abs(Math.cos(angle)) ** 0.85,
    ]);
  }
  flush();
}

function paintVertebra(canvas: SliceCanvas, t: number): void {
  const y = spineY(t);
  const phase = ((((t + 6) % 26.5) + 26.5) % 26.5) / 26.5;
  const wide = curve(t, [
    [0, 15],
    [150, 17],
    [300, 22],
    [370, 24],
  ]);
  const deep = wide * 0.78;
  const isDisc = phase < 0.2;
  const body = { x: 0, y, rx: wide, ry: deep, power: 2.3 };
  if (isDisc) {
    canvas.ellipse(body, 95, { texture: 14 });
  } else {
    const isEndplate = phase < 0.3 || phase > 0.92;
    canvas.ellipse(body, isEndplate ? 420 : 560);
    canvas.ellipse({ ...body, rx: wide - 1.8, ry: deep - 1.8 }, isEndplate ? 330 : 185, { texture: 75 });
    if (phase > 0.5 && phase < 0.7) canvas.capsule(0, y + 2, 1.5, 0, y + deep, 2, 80);
  }
  const canal = y + deep + 8;
  const lamina = 480 * (isDisc ? 0.8 : 1);
  for (const side of [-1, 1]) {
    if (phase > 0.25 && phase < 0.65)
      canvas.capsule(side * 11, y + deep - 4, 3.8, side * 12.5, canal + 5, 3.8, lamina);
    else
      canvas.ellipse({ x: side * 14, y: canal + 5, rx: 6.5, ry: 5.5, angle: side * 30 }, lamina, {
        texture: 60,
      });
    if (phase > 0.15) canvas.capsule(side * 12.5, canal + 6, 3, side * 1, canal + 14, 3, lamina);
    if (phase > 0.3 && phase < 0.7) {
      const tip = curve(t, [
        [0, 33],
        [260, 28],
        [320, 38],
      ]);
      canvas.capsule(
        side * 13,
        canal + 4,
        4,
        side * tip,
        canal +
          curve(t, [
            [0, 12],
            [260, 10],
            [320, 4],
          ]),
        3.6,
        lamina,
      );
      canvas.capsule(
        side * 15,
        canal + 4.5,
        2,
        side * (tip - 3),
        canal +
          curve(t, [
            [0, 11],
            [260, 9],
            [320, 4],
          ]),
        1.8,
        260,
      );
    }
  }
  if (phase > 0.3)
    canvas.capsule(
      0,
      canal + 13,
      3,
      0,
      canal +
        12 +
        curve(phase, [
          [0.3, 6],
          [0.7, 22],
          [1, 20],
        ]),
      2.4,
      lamina - 60,
    );
  canvas.ellipse({ x: 0, y: canal, rx: 10, ry: 8.2 }, -40);
  canvas.ellipse({ x: 0, y: canal, rx: 8.6, ry: 7 }, 14);
  canvas.ellipse({ x: 0, y: canal, rx: 5, ry: 3.8 }, 38);
}

/** The table top under the patient: a carbon shell around foam, with the mattress on it. */
export function paintTable(canvas: SliceCanvas): void {
  const arc = (radius: number, offset: number, value: number, half: number) => {
    const points: [number, number][] = [];
    for (let x = -150; x <= 150; x += 10) points.push([x, offset - (x * x) / radius]);
    canvas.stroke(points, half, value, { soft: 0.6 });
  };
  arc(900, 124, -930, 6);
  arc(900, 133, -260, 0.9);
  arc(2600, 150, -290, 0.9);
}
