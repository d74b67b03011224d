import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { MEASURED, measurements, SEGMENT, segmentation } from "./fused-markings";
import { blendingState, CT_GREY, fusedStudy, structureSet, UPTAKE } from "./fused-series";
import { drag, openViewer, pointerValue, removeStudy, storeFiles } from "./viewer-support";

type Colour = [red: number, green: number, blue: number];
/** On the patient's right something is taken up, on the left nothing; outside the cube that is contoured. */
const UPTAKEN = { x: 0.38, y: 0.5 };
const EMPTY = { x: 0.62, y: 0.5 };
/** Hot iron half way. */
const RED: Colour = [255, 0, 0];
const PLANES = [0, 1];

const canvasOf = (page: Page, pane: number) => page.getByTestId("viewport-canvas").nth(pane);

function colourAt(page: Page, pane: number, at: { x: number; y: number }): Promise<number[]> {
  return canvasOf(page, pane)
    .locator("canvas")
    .first()
    .evaluate((node, { x, y }) => {
      const { width, height } = node as HTMLCanvasElement;
      const context = (node as HTMLCanvasElement).getContext("2d");
      return [...(context?.getImageData(Math.round(width * x), Math.round(height * y), 1, 1).data ?? [])];
    }, at);
}

/** Each colour of the screen within two of what it has to be. */
async function expectColour(page: Page, pane: number, at: typeof EMPTY, wanted: number[], what: string) {
  const farthest = async () => {
    const seen = await colourAt(page, pane, at);
    return Math.max(...wanted.map((each, index) => Math.abs(each - (seen[index] ?? Number.NaN))));
  };
  await expect.poll(farthest, { message: `plane ${pane}, ${what}: ${wanted}` }).toBeLessThanOrEqual(2);
}

const blended = (over: number[], part: number): number[] =>
  over.map((each) => part * each + (1 - part) * CT_GREY);

test("PET lies over CT as strongly as the slider says, and as a saved blending says", async ({
  page,
  signIn,
}) => {
  await signIn("admin@noord.example");
  const study = fusedStudy();
  expect(await storeFiles(page, [...study.files, blendingState(study)])).toBe("");
  try {
    await openViewer(page, study.study);
    await page.keyboard.press("ArrowRight");
    await expect(page.getByTestId("overlays").first()).toContainText("2: PET");
    await page.keyboard.press("r");
    await drag(page, [300, 300], [360, 360]);
    await expect(page.locator("svg.svg-layer text")).toContainText([`${UPTAKE} ± 0 SUVbw`]);
    await page.keyboard.press("Shift+Delete");
    await page.keyboard.press("F4");
    for (const pane of [0, 1, 2, 3])
      await expect(canvasOf(page, pane)).toHaveAttribute("data-drawn", "true", { timeout: 60_000 });
    // The window of the file, as the images themselves have it.
    await expect(page.getByTestId("overlays").nth(1)).toContainText(/L 40\s+W 400/);
    // One slider for all planes of the two.
    const slider = page.getByRole("slider", { name: "Dekking" }).first();
    for (const part of [0, 0.25, 0.5, 0.75, 1]) {
      await slider.fill(String(part * 100));
      for (const pane of PLANES) {
        await expectColour(page, pane, UPTAKEN, blended(RED, part), `${part} where something is taken up`);
        await expectColour(page, pane, EMPTY, blended(RED, 0), `${part} where nothing is`);
      }
    }
    const box = await canvasOf(page, 0).boundingBox();
    const seen = await pointerValue(page, 0, { x: -(box?.width ?? 0) * 0.12, y: 0 });
    expect(seen).toMatch(new RegExp(`: 40 HU · ${UPTAKE} SUVbw$`));

    // In a slab too: everywhere the same, so it looks the same.
    await slider.fill("50");
    await page.getByLabel("Dikte van de plak").first().selectOption("10");
    await expectColour(page, 0, UPTAKEN, blended(RED, 0.5), "in a slab");
    await page.getByLabel("Wat van de plak te zien is").first().selectOption("minip");
    await expectColour(page, 0, UPTAKEN, blended(RED, 0.5), "in a slab of lowest values");
    await page.getByLabel("Dikte van de plak").first().selectOption("0");

    const saved = page.getByRole("combobox", { name: "Opgeslagen mengweergave" });
    await saved.first().selectOption({ label: "GROEN · PET groen over CT" });
    for (const pane of PLANES) {
      await expectColour(page, pane, UPTAKEN, blended([0, 127.5, 0], 0.25), "as saved");
      // What is superimposed counts where it is nothing, too.
      await expectColour(page, pane, EMPTY, blended([0, 0, 0], 0.25), "as saved, where nothing is taken up");
    }
    await saved.first().selectOption("");
    await expectColour(page, 1, UPTAKEN, blended(RED, 0.5), "in own colours again");
    // Back to the images as they were made.
    await page.keyboard.press("F4");
    await expect(page.getByTestId("viewport-canvas")).toHaveCount(1);
  } finally {
    await removeStudy(page, study.study);
  }
});

test("contours, segments and measurements are drawn in every plane, in their size and place, and switched by the legend", async ({
  page,
  signIn,
}) => {
  await signIn("admin@noord.example");
  const study = fusedStudy();
  const objects = [structureSet(study), segmentation(study), measurements(study)];
  expect(await storeFiles(page, [...study.files, ...objects])).toBe("");
  try {
    await openViewer(page, study.study);
    await page.keyboard.press("F2");
    for (const pane of [0, 1, 2])
      await expect(canvasOf(page, pane)).toHaveAttribute("data-drawn", "true", { timeout: 60_000 });
    const { middle, width, depth, height } = SEGMENT;
    const seen = [
      { pane: 0, contour: "40 x 40", segment: `${width} x ${depth} at ${middle.x}, ${middle.y}` },
      { pane: 1, contour: "40 x 40", segment: `${width} x ${height} at ${middle.x}, ${-middle.z}` },
      { pane: 2, contour: "40 x 40", segment: `${depth} x ${height} at ${middle.y}, ${-middle.z}` },
    ];
    for (const { pane, contour, segment } of seen) {
      await expect.poll(() => millimetres(page, pane, CONTOUR)).toMatch(new RegExp(`^${contour} at`));
      await expect.poll(() => millimetres(page, pane, MAGENTA)).toBe(segment);
    }
    // The line on an image lies along the axial plane, the other one in the coronal; elsewhere they pass through.
    await expect.poll(() => millimetres(page, 0, FLAT)).toMatch(new RegExp(` x ${MEASURED} at`));
    await expect.poll(() => millimetres(page, 1, UPRIGHT)).toMatch(new RegExp(` x ${MEASURED} at`));
    for (const pane of PLANES)
      await expect(page.getByTestId("markings-canvas").nth(pane)).toHaveAttribute(
        "data-labels",
        `Vlak\nLengte ${MEASURED} mm | Rechtop\nLengte ${MEASURED} mm`,
      );
    await expect(page.getByTestId("markings-canvas").nth(2)).toHaveAttribute("data-labels", "");
    await expect(page.getByText(/Alleen op de beelden/)).toHaveCount(0);

    // Before all of it there is nothing to draw.
    await page.getByTestId("viewport-2").focus();
    await page.keyboard.press("Home");
    for (const colour of [CONTOUR, MAGENTA, FLAT, UPRIGHT])
      await expect.poll(() => coloured(page, 1, colour)).toBeUndefined();

    await page.getByRole("button", { name: "Over de beelden" }).click();
    const legend = page.getByTestId("panel-markings");
    for (const [name, colour] of [
      [/GTV/, CONTOUR],
      [/Lever/, MAGENTA],
      [/Vlak/, FLAT],
    ] as const) {
      await legend.getByRole("checkbox", { name }).uncheck();
      await expect.poll(() => coloured(page, 0, colour), { message: `${name} hidden` }).toBeUndefined();
      await legend.getByRole("checkbox", { name }).check();
      await expect.poll(() => coloured(page, 0, colour), { message: `${name} shown` }).toBeDefined();
    }
  } finally {
    await removeStudy(page, study.study);
  }
});

type Extent = { width: number; height: number; x: number; y: number };
type Range = [least: number, most: number];
type Shade = Record<"red" | "green" | "blue", Range>;

const CONTOUR: Shade = { red: [0, 60], green: [200, 255], blue: [200, 255] };
const MAGENTA: Shade = { red: [200, 255], green: [0, 60], blue: [200, 255] };
/** The colours of a report's first and second group. */
const FLAT: Shade = { red: [140, 255], green: [50, 125], blue: [50, 125] };
const UPRIGHT: Shade = { red: [35, 100], green: [120, 225], blue: [90, 185] };
const GREY: Shade = { red: [60, 255], green: [60, 255], blue: [60, 255] };

/** How far what has a colour reaches, from the middle of one edge to that of the other. */
const coloured = (page: Page, pane: number, colour: Shade) =>
  extentOf(page.getByTestId("markings-canvas").nth(pane), colour);

/** How large it is and where its middle lies from that of the block, in millimetres. */
async function millimetres(page: Page, pane: number, colour: Shade): Promise<string> {
  const block = await extentOf(canvasOf(page, pane).locator("canvas").first(), GREY);
  const found = await coloured(page, pane, colour);
  if (!found || !block) return "nothing";
  // The block is 128 mm wide: how large that makes the rest.
  const perPixel = 128 / block.width;
  const rounded = (pixels: number) => Math.round((pixels * perPixel) / 4) * 4;
  const [x, y] = [rounded(found.x - block.x), rounded(found.y - block.y)];
  return `${rounded(found.width)} x ${rounded(found.height)} at ${x}, ${y}`;
}

/** How far the pixels of a colour reach, and where the middle between their ends is. */
function extentOf(canvas: Locator, colour: Shade): Promise<Extent | undefined> {
  return canvas.evaluate((node, { red, green, blue }) => {
    const { width, height } = node as HTMLCanvasElement;
    const data = (node as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data;
    const isIn = (value: number | undefined, [least, most]: number[]) =>
      value !== undefined && value >= (least ?? 0) && value <= (most ?? 255);
    let [left, right, top, foot] = [width, -1, height, -1];
    for (let at = 0; data && at < data.length; at += 4) {
      if (data[at + 3] === 0 || !isIn(data[at], red) || !isIn(data[at + 1], green)) continue;
      if (!isIn(data[at + 2], blue)) continue;
      const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, foot] = [Math.min(top, y), Math.max(foot, y)];
    }
    if (right < 0) return undefined;
    return { width: right - left, height: foot - top, x: (left + right) / 2, y: (top + foot) / 2 };
  }, colour);
}
