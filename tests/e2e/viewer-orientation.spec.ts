import type { Page } from "@playwright/test";
import { type DicomObject, newUid } from "@/lib/dicom";
import { expect, test } from "./fixtures";
import { GREYS, markedImage, SIZE, SPACING, SPOT_PIXELS, SPOTS, VALUES } from "./marked-series";
import { drag, edgeLetters, openViewer, removeStudy, storeFiles } from "./viewer-support";

type Vector = [x: number, y: number];

const MR = "1.2.840.10008.5.1.4.1.1.4";

/** What a file says of its orientation, and the letters at top, right, bottom and left of the image as it is stored. */
const plane = (row: number[], column: number[], letters: string, values = {}) => ({
  letters: letters.split(" "),
  values: {
    ImageOrientationPatient: [...row, ...column].map(String),
    ImagePositionPatient: ["0", "0", "0"],
    FrameOfReferenceUID: newUid(),
    PixelSpacing: [String(SPACING.down), String(SPACING.across)],
    ...values,
  },
});
const projection = (Modality: string, SOPClassUID: string, letters: string, values = {}) => ({
  letters: letters.split(" "),
  values: {
    Modality,
    SOPClassUID,
    ImagerPixelSpacing: [String(SPACING.down), String(SPACING.across)],
    ...values,
  },
});
const CASES = {
  "axial, head first prone": plane([-1, 0, 0], [0, -1, 0], "P R A L", { PatientPosition: "HFP" }),
  "axial, feet first supine": plane([-1, 0, 0], [0, 1, 0], "A R P L", { PatientPosition: "FFS" }),
  "axial, on the right side": plane([0, 1, 0], [-1, 0, 0], "L P R A", { PatientPosition: "HFDR" }),
  sagittal: plane([0, 1, 0], [0, 0, -1], "H P F A", { Modality: "MR", SOPClassUID: MR }),
  "oblique twice": plane([0.8, 0.6, 0], [0.3, -0.4, -0.8660254], "HP LP FA RA"),
  "a chest from behind": projection("DX", "1.2.840.10008.5.1.4.1.1.1.1", "H L F R", {
    PatientOrientation: ["L", "F"],
  }),
  "a mediolateral oblique": projection("MG", "1.2.840.10008.5.1.4.1.1.1.2", "HR A FL P", {
    PatientOrientation: ["A", "FL"],
  }),
  "a picture with the shape of its pixels alone": projection("OT", "1.2.840.10008.5.1.4.1.1.7", "   ", {
    ImagerPixelSpacing: undefined,
    PixelAspectRatio: ["3", "2"],
  }),
};

/** What each key does to directions on the screen, x to the right and y downwards. */
const KEYS: Record<string, (vector: Vector) => Vector> = {
  "]": ([x, y]) => [0 - y, x],
  "[": ([x, y]) => [y, 0 - x],
  h: ([x, y]) => [0 - x, y],
  v: ([x, y]) => [x, 0 - y],
};
/** All eight ways an image can lie, flips after turns among them. */
const PRESSED = ["]", "]", "h", "[", "v", "]", "]", "h"];

/** Those that are looked at in all eight ways; the others as stored and once turned and mirrored. */
const THOROUGH = /oblique twice/;
const SOON = { intervals: [20, 50, 100, 200, 500] };
const UPRIGHT: [Vector, Vector] = [
  [1, 0],
  [0, 1],
];

test("the letters at the edges and the picture's proportions hold for every orientation, turned and mirrored", async ({
  page,
  signIn,
}) => {
  await signIn("admin@noord.example");
  const cases = Object.entries(CASES);
  const files = (study: string) =>
    cases.map(([, { values }], index) => markedImage(study, index + 1, values));
  await withStudy(page, files, async () => {
    for (const [index, [name, { letters }]] of cases.entries()) {
      await showSeries(page, index + 1);
      const check = ([along, down]: [Vector, Vector], keys: string) =>
        expect
          .poll(() => readScreen(page), { message: `${name} ${keys}`, ...SOON })
          .toEqual({ along, down, letters: lettersOf(letters, along, down), isToScale: true });
      let lies = UPRIGHT;
      await check(lies, "");
      const keys = THOROUGH.test(name) ? PRESSED : ["]", "h"];
      for (const [at, key] of keys.entries()) {
        await page.keyboard.press(key);
        lies = lies.map((vector) => KEYS[key]?.(vector)) as typeof lies;
        await check(lies, keys.slice(0, at + 1).join(""));
      }
      await page.keyboard.press("0");
      await check(UPRIGHT, "reset");
    }
  });
});

const US_REGION = {
  ...{ RegionSpatialFormat: 1, RegionDataType: 1, RegionFlags: 0 },
  ...{ RegionLocationMinX0: 0, RegionLocationMinY0: 0 },
  ...{ RegionLocationMaxX1: SIZE.columns - 1, RegionLocationMaxY1: SIZE.rows - 1 },
  ...{ PhysicalUnitsXDirection: 3, PhysicalUnitsYDirection: 3 },
  ...{ PhysicalDeltaX: SPACING.across / 10, PhysicalDeltaY: SPACING.down / 10 },
};
/** Of what is measured: how large its pixels are, and what the screen has to call that. */
const MEASURED: { name: string; keys: string; unit: string; warning?: string; values: DicomObject }[] = [
  { name: "MR, turned and mirrored", keys: "]h", unit: "mm", values: CASES["oblique twice"].values },
  {
    name: "a radiograph without a place",
    warning: "Maten op detector, niet gecorrigeerd",
    keys: "[",
    unit: "mm",
    values: CASES["a chest from behind"].values,
  },
  {
    name: "ultrasound",
    keys: "v",
    unit: "mm",
    values: {
      Modality: "US",
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.6.1",
      SequenceOfUltrasoundRegions: [US_REGION],
    },
  },
  {
    name: "pixels whose shape alone is known",
    warning: "Niet gekalibreerd: geen maten in mm",
    keys: "",
    unit: "px",
    values: CASES["a picture with the shape of its pixels alone"].values,
  },
];

test("lengths, areas, angles and means on the screen are those that the file gives", async ({
  page,
  signIn,
}) => {
  await signIn("admin@noord.example");
  const files = (study: string) => MEASURED.map(({ values }, index) => markedImage(study, index + 1, values));
  await withStudy(page, files, async () => {
    for (const [index, { name, keys, unit, warning }] of MEASURED.entries()) {
      await showSeries(page, index + 1);
      const warnings = page.getByTestId("overlays").first().locator(".text-warn");
      await expect(warnings, name).toHaveText(warning ? [warning] : []);
      await expect.poll(() => readScreen(page), SOON).toMatchObject({ along: [1, 0], down: [0, 1] });
      for (const key of keys) await page.keyboard.press(key);
      const turned = [...keys].reduce((lies, key) => lies.map((each) => KEYS[key]?.(each) as Vector), [
        ...UPRIGHT,
      ] as Vector[]);
      await expect.poll(() => readScreen(page), SOON).toMatchObject({ along: turned[0], down: turned[1] });
      const spots = await spotsOn(page);
      if (!spots) throw new Error("no spots");
      await measure(page, name, spots, unit, index === 0);
    }
  });
});

/** Steps that no window makes: lighter, darker and lighter again. */
const CURVE = Array.from({ length: 3001 }, (_, value) =>
  value < 500 ? 10 : value < 1500 ? 120 : value < 2500 ? 60 : 250,
);
const NO_WINDOW = { WindowCenter: undefined, WindowWidth: undefined };
/** How values become greys, and the greys of the three spots and of what lies between them. */
const SHOWN: { name: string; values: DicomObject; greys: [number, number, number, number] }[] = [
  { name: "as stored", values: {}, greys: [255, 170, 85, 0] },
  { name: "black for white", values: { PhotometricInterpretation: "MONOCHROME1" }, greys: [0, 85, 170, 255] },
  // 255 / (1 + exp(-4 (value - 1500) / 3000)), PS3.3 C.11.2.1.3.1.
  { name: "a sigmoid", values: { VOILUTFunction: "SIGMOID" }, greys: [225, 169, 86, 30] },
  {
    name: "a curve",
    values: {
      ...NO_WINDOW,
      VOILUTSequence: [
        { "00283002": { vr: "US", Value: [CURVE.length, 0, 8] }, "00283006": { vr: "US", Value: CURVE } },
      ],
    },
    greys: [250, 60, 120, 10],
  },
];

test("greys on the screen are those that the file asks for: reversed, by a sigmoid, by a curve", async ({
  page,
  signIn,
}) => {
  await signIn("admin@noord.example");
  const files = (study: string) => SHOWN.map(({ values }, index) => markedImage(study, index + 1, values));
  await withStudy(page, files, async () => {
    await showSeries(page, 1);
    const spots = await spotsOn(page);
    if (!spots) throw new Error("no spots");
    const between: Vector = [spots.alongRow[0], spots.alongColumn[1]];
    const places = [spots.first, spots.alongRow, spots.alongColumn, between];
    const canvas = page.getByTestId("viewport-canvas").first().locator("canvas").first();
    const seen = () =>
      canvas.evaluate(
        (node, all) =>
          all.map(
            ([x = 0, y = 0]) =>
              (node as HTMLCanvasElement).getContext("2d")?.getImageData(Math.round(x), Math.round(y), 1, 1)
                .data[0] ?? Number.NaN,
          ),
        places,
      );
    for (const [index, { name, greys }] of SHOWN.entries()) {
      await showSeries(page, index + 1);
      await expect
        .poll(async () => Math.max(...(await seen()).map((grey, at) => Math.abs(grey - (greys[at] ?? 0)))), {
          message: `${name}: ${greys}`,
          ...SOON,
        })
        .toBeLessThanOrEqual(2);
    }
  });
});

/** Measures between the spots, with every tool when `isWhole`, and compares what stands on the screen with what it has to be. */
async function measure(
  page: Page,
  name: string,
  spots: Spots,
  unit: string,
  isWhole: boolean,
): Promise<void> {
  const { first, alongRow, alongColumn } = spots;
  // One wide where nothing is known but the shape.
  const size = unit === "mm" ? SPACING : { across: 1, down: SPACING.down / SPACING.across };
  const [width, height] = [
    (SPOTS.alongRow[0] - SPOTS.first[0]) * size.across,
    (SPOTS.alongColumn[1] - SPOTS.first[1]) * size.down,
  ];
  const [halfAcross, halfDown] = [size.across / 2, size.down / 2];
  const far: Vector = [alongRow[0] + alongColumn[0] - first[0], alongRow[1] + alongColumn[1] - first[1]];
  const middle: Vector = [(first[0] + far[0]) / 2, (first[1] + far[1]) / 2];
  const margin = halfAcross * height + halfDown * width;
  const said = async (what: string, pattern: RegExp, wanted: number, within: number) => {
    const message = `${name}: ${what}`;
    const number = async () => {
      const lines = await page.locator("svg.svg-layer tspan").allTextContents();
      return Number(lines.flatMap((line) => pattern.exec(line)?.[1] ?? [])[0]);
    };
    await expect.poll(number, { message, ...SOON }).toBeGreaterThan(wanted - within);
    expect(await number(), message).toBeLessThan(wanted + within);
    await page.keyboard.press("Shift+Delete");
    await expect(page.locator("svg.svg-layer text")).toHaveCount(0);
  };
  const length = new RegExp(`^(\\d+\\.\\d+) ${unit}$`);
  const area = new RegExp(`(\\d+(?:\\.\\d+)?) ${unit}²$`);

  await page.keyboard.press("l");
  await drag(page, alongRow, alongColumn);
  await said("a length across", length, Math.hypot(width, height), halfAcross);
  await page.keyboard.press("r");
  await drag(page, first, far);
  await said("a rectangle", area, width * height, margin);
  if (!isWhole) return;
  await page.keyboard.press("l");
  await drag(page, first, alongRow);
  await said("a length along the row", length, width, halfAcross);
  await drag(page, first, alongColumn);
  await said("a length along the column", length, height, halfDown);
  await page.keyboard.press("u");
  await drag(page, first, alongRow);
  await said("a diameter", new RegExp(`L: (\\d+\\.\\d+) ${unit}`), width, halfAcross);
  await page.keyboard.press("a");
  await drag(page, first, alongRow);
  await click(page, alongColumn);
  await said("an angle", /(\d+(?:\.\d+)?) ?°/, (Math.atan2(height, width) * 180) / Math.PI, 0.5);
  await page.keyboard.press("e");
  await drag(page, middle, far);
  await said("an ellipse", area, (Math.PI * width * height) / 4, margin);
  await page.keyboard.press("r");
  const at = placer(spots);
  await drag(
    page,
    at(SPOTS.first[0] - 10.5, SPOTS.first[1] - 10.5),
    at(SPOTS.first[0] + 10.5, SPOTS.first[1] + 10.5),
  );
  await said("a mean", /(\d+(?:\.\d+)?) ± /, (VALUES.first * SPOT_PIXELS) / 21 ** 2, 1);
}

/** Letters of the stored edges, top right bottom left, where the row and column directions now point. */
function lettersOf([top, right, bottom, left]: string[], along: Vector, down: Vector): string {
  const at = (x: number, y: number) => {
    if (along[0] === x && along[1] === y) return right;
    if (along[0] === -x && along[1] === -y) return left;
    return down[0] === x && down[1] === y ? bottom : top;
  };
  return [at(0, -1), at(1, 0), at(0, 1), at(-1, 0)].join(" ");
}

/** From columns and rows of the image to the screen, counted from the centre of the first pixel. */
function placer({ first, alongRow, alongColumn }: Spots) {
  const [across, down] = [minus(alongRow, first), minus(alongColumn, first)];
  return (column: number, row: number): Vector => {
    const along = (column - SPOTS.first[0]) / (SPOTS.alongRow[0] - SPOTS.first[0]);
    const below = (row - SPOTS.first[1]) / (SPOTS.alongColumn[1] - SPOTS.first[1]);
    return [first[0] + along * across[0] + below * down[0], first[1] + along * across[1] + below * down[1]];
  };
}

async function click(page: Page, [x, y]: Vector): Promise<void> {
  const box = await page.getByTestId("viewport-canvas").first().boundingBox();
  if (!box) throw new Error("the pane is not on screen");
  await page.mouse.click(box.x + x, box.y + y);
}

/** The study opened in the viewer, in one pane; it goes when the test is over. */
async function withStudy(
  page: Page,
  files: (study: string) => Uint8Array[],
  look: () => Promise<void>,
): Promise<void> {
  const study = newUid();
  expect(await storeFiles(page, files(study))).toBe("");
  try {
    await openViewer(page, study);
    await expect(page.getByTestId("series")).toHaveCount(files(study).length);
    await look();
  } finally {
    await removeStudy(page, study);
  }
}

async function showSeries(page: Page, number: number): Promise<void> {
  if (number > 1) await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("overlays").first()).toContainText(` ${number}: `);
}

type Spots = Record<keyof typeof GREYS, Vector>;

/** Where the spots are drawn, in pixels of the canvas: the middle of what has exactly their grey all round. */
async function spotsOn(page: Page): Promise<Spots | undefined> {
  const canvas = page.getByTestId("viewport-canvas").first().locator("canvas").first();
  return (await canvas.evaluate((node, greys) => {
    const { width, height } = node as HTMLCanvasElement;
    const data = (node as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
    const grey = (x: number, y: number) => data[(y * width + x) * 4] as number;
    const sums = Object.entries(greys).map(([name, wanted]) => ({ name, wanted, x: 0, y: 0, count: 0 }));
    for (let y = 3; y < height - 3; y += 1)
      for (let x = 3; x < width - 3; x += 1) {
        const value = grey(x, y);
        const sum = sums.find(({ wanted }) => Math.abs(wanted - value) <= 2);
        if (!sum) continue;
        const around = [grey(x - 3, y), grey(x + 3, y), grey(x, y - 3), grey(x, y + 3)];
        if (around.some((each) => each !== value)) continue;
        sum.x += x + 0.5;
        sum.y += y + 0.5;
        sum.count += 1;
      }
    if (sums.some(({ count }) => count < 30)) return undefined;
    return Object.fromEntries(sums.map(({ name, x, y, count }) => [name, [x / count, y / count]]));
  }, GREYS)) as Spots | undefined;
}

async function readScreen(page: Page) {
  const spots = await spotsOn(page);
  if (!spots) return "no spots";
  const [along, down] = [minus(spots.alongRow, spots.first), minus(spots.alongColumn, spots.first)];
  const millimetres = {
    along: (SPOTS.alongRow[0] - SPOTS.first[0]) * SPACING.across,
    down: (SPOTS.alongColumn[1] - SPOTS.first[1]) * SPACING.down,
  };
  const [one, other] = [Math.hypot(...along) / millimetres.along, Math.hypot(...down) / millimetres.down];
  return {
    along: direction(along),
    down: direction(down),
    letters: await edgeLetters(page),
    isToScale: Math.abs(one / other - 1) < 0.005,
  };
}

const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1]];

/** One of the four directions of the screen, or the vector itself when it is none of them. */
function direction(vector: Vector): Vector {
  const size = Math.hypot(...vector);
  const unit = vector.map((each) => Math.round((each / size) * 100) / 100 + 0) as Vector;
  return unit;
}
