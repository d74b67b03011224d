import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
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

test("contours are drawn in every plane, in their size, and switched by the legend", async ({
  page,
  signIn,
}) => {
  await signIn("admin@noord.example");
  const study = fusedStudy();
  expect(await storeFiles(page, [...study.files, structureSet(study)])).toBe("");
  try {
    await openViewer(page, study.study);
    await page.keyboard.press("F2");
    const extents = PLANES.map((pane) => async () => {
      const [ring, block] = await Promise.all([coloured(page, pane), lit(page, pane)]);
      if (!ring || !block) return "nothing";
      // The block is 128 mm wide: how large that makes the ring.
      const perPixel = 128 / block.width;
      return [ring.width, ring.height].map((size) => Math.round((size * perPixel) / 4) * 4).join(" x ");
    });
    for (const pane of PLANES)
      await expect(canvasOf(page, pane)).toHaveAttribute("data-drawn", "true", { timeout: 60_000 });
    for (const extent of extents) await expect.poll(extent).toBe("40 x 40");
    // Beside the cube there is nothing to draw.
    await page.getByTestId("viewport-2").focus();
    await page.keyboard.press("Home");
    await expect.poll(() => coloured(page, 1)).toBeUndefined();

    await page.getByRole("button", { name: "Over de beelden" }).click();
    await page.getByTestId("panel-markings").getByRole("checkbox", { name: /GTV/ }).uncheck();
    await expect.poll(() => coloured(page, 0)).toBeUndefined();
  } finally {
    await removeStudy(page, study.study);
  }
});

type Size = { width: number; height: number };
type Range = [least: number, most: number];

/** How large what is drawn in the contour's own colour is, from the middle of one edge to that of the other. */
const coloured = (page: Page, pane: number) =>
  sizeOf(page.getByTestId("markings-canvas").nth(pane), [0, 60], [200, 255]);

/** How large the part of the pane that isn't black is. */
const lit = (page: Page, pane: number) =>
  sizeOf(canvasOf(page, pane).locator("canvas").first(), [60, 255], [60, 255]);

/** How far the pixels reach that have so much red, and so much green. */
function sizeOf(canvas: Locator, red: Range, green: Range): Promise<Size | undefined> {
  return canvas.evaluate(
    (node, wanted) => {
      const { width, height } = node as HTMLCanvasElement;
      const data = (node as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data;
      const isIn = (value: number | undefined, [least, most]: number[]) =>
        value !== undefined && value >= (least ?? 0) && value <= (most ?? 255);
      let [left, right, top, foot] = [width, -1, height, -1];
      for (let at = 0; data && at < data.length; at += 4) {
        if (data[at + 3] === 0 || !isIn(data[at], wanted.red) || !isIn(data[at + 1], wanted.green)) continue;
        const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
        [left, right, top, foot] = [
          Math.min(left, x),
          Math.max(right, x),
          Math.min(top, y),
          Math.max(foot, y),
        ];
      }
      return right < 0 ? undefined : { width: right - left, height: foot - top };
    },
    { red, green },
  );
}
