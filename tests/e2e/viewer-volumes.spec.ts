import fs from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Page } from "@playwright/test";
import { demoStudyUid } from "@/prisma/seed";
import { asRoot, browserProgram } from "../support/browser";
import { hasPydicom, pixelValues } from "../support/pydicom";
import { hasSamples, samples } from "../support/samples";
import { expect, test } from "./fixtures";
import {
  drag,
  edgeLetters,
  greyValues,
  openViewer,
  pointerValue,
  removeStudy,
  storeFiles,
} from "./viewer-support";

/** As many images of a real CT as a browser without a graphics card draws planes through in seconds. */
const SLICES = 40;
const POINTS = 9;

type Seen = {
  /** Column, row and image, from 0. */
  voxel: [number, number, number];
  value: number;
  grey: number;
  window: { center: number; width: number };
};

test("planes through a CT: orientation, slab, oblique turn, and the value under the pointer", async ({
  page,
  signIn,
}) => {
  await signIn("sender@noord.example");
  const study = demoStudyUid("noord-ct-jansen-2026");
  await openViewer(page, study);
  await page.getByRole("button", { name: "Vlakken door het volume (MPR)" }).click();
  for (const pane of [0, 1, 2, 3]) {
    const canvas = page.getByTestId("viewport-canvas").nth(pane);
    await expect(canvas).toHaveAttribute("data-drawn", "true", { timeout: 90_000 });
    await expect.poll(() => greyValues(page, pane), { timeout: 30_000 }).toBeGreaterThan(10);
  }
  expect(await edgeLetters(page, 0)).toBe("A L P R");
  expect(await edgeLetters(page, 1)).toBe("H L F R");
  expect(await edgeLetters(page, 2)).toBe("H P F A");
  for (const pane of [0, 1, 2])
    expect(await pointerValue(page, pane)).toMatch(/^x \d+ y \d+ z \d+: -?\d+ HU$/);

  const thin = Number(/: (-?\d+) HU/.exec(await pointerValue(page, 1))?.[1]);
  await page.getByLabel("Dikte van de plak").nth(1).selectOption("20");
  await expect(page.getByTestId("overlays").nth(1)).toContainText("MIP: hoogste waarde 20 mm");
  const thick = Number(/: (-?\d+) HU/.exec(await pointerValue(page, 1, { x: 1, y: 0 }))?.[1]);
  expect(thick).toBeGreaterThanOrEqual(thin - 5);
  await page.getByLabel("Wat van de plak te zien is").first().selectOption("minip");
  await expect(page.getByTestId("overlays").nth(1)).toContainText("MinIP: laagste waarde 20 mm");
  expect(Number(/: (-?\d+) HU/.exec(await pointerValue(page, 1))?.[1])).toBeLessThanOrEqual(thin);
  const { violations } = await new AxeBuilder({ page }).include(".viewer").analyze();
  expect(violations).toEqual([]);

  const slider = page.getByRole("slider", { name: "Kantelen" });
  await slider.fill("90");
  await expect.poll(() => edgeLetters(page, 3)).toBe("F L H R");
  // A slider keeps the keys that move it, and no others.
  await slider.press("ArrowLeft");
  await expect(slider).toHaveValue("89");
  await slider.fill("90");
  await slider.press("l");
  // A length is drawn in its own plane alone, also where another plane meets its beginning.
  const box = await page.getByTestId("viewport-canvas").first().boundingBox();
  if (!box) throw new Error("the pane is not on screen");
  const [x, y] = [box.width / 2, box.height / 2];
  await drag(page, [x, y], [x + 60, y + 40]);
  const measured = (pane: number) =>
    page.getByTestId("viewport-canvas").nth(pane).locator("svg.svg-layer text");
  await expect(measured(0)).toHaveText([/^\d+(\.\d+)? mm$/]);
  for (const pane of [1, 2, 3]) {
    await page.getByTestId(`viewport-${pane + 1}`).focus();
    await page.keyboard.press("+");
    await expect(page.getByTestId("overlays").nth(pane)).not.toContainText("Zoom 1.00");
    await expect(measured(pane)).toHaveCount(0);
  }
  // Values in a plane have their unit, as on the images.
  await page.getByTestId("viewport-1").focus();
  await page.keyboard.press("Shift+Delete");
  await page.keyboard.press("r");
  await drag(page, [x - 50, y - 30], [x - 20, y - 10]);
  await expect(measured(0)).toContainText([/^-?[\d.]+ ± [\d.]+ HU/]);
  // Keys hold while the slider has the focus.
  await slider.press("F2");
  await expect(page.getByTestId("viewport-canvas")).toHaveCount(1);
});

test("in every plane the value under the pointer, and the grey that is drawn there, are the file's", async ({
  page,
  signIn,
}) => {
  test.skip(!hasSamples || !hasPydicom, "needs the real files and pydicom");
  await signIn("admin@noord.example");
  const { study, files } = pixelValues({ files: samples("series/ct-lidc-idri-0314"), first: SLICES }) as {
    study: string;
    files: string[];
  };
  expect(
    await storeFiles(
      page,
      files.map((file) => fs.readFileSync(file)),
    ),
  ).toBe("");
  try {
    await openViewer(page, study);
    await page.keyboard.press("F2");
    const seen: Seen[] = [];
    for (const pane of [0, 1, 2]) {
      const canvas = page.getByTestId("viewport-canvas").nth(pane);
      await expect(canvas).toHaveAttribute("data-drawn", "true", { timeout: 90_000 });
      await expect.poll(() => greyValues(page, pane), { timeout: 30_000 }).toBeGreaterThan(10);
      seen.push(...(await lookAround(page, pane)));
    }
    expect(seen.length).toBeGreaterThanOrEqual(20);
    const wanted = voxelsOf(
      files,
      seen.map(({ voxel }) => voxel),
    );
    for (const [index, { voxel, value, grey, window }] of seen.entries()) {
      const [exact = Number.NaN, least = 0, most = 0] = wanted[index] ?? [];
      expect(value, `voxel ${voxel}`).toBe(exact);
      // Drawn between voxels it is a value between theirs.
      expect(grey, `grey of voxel ${voxel}`).toBeGreaterThanOrEqual(greyOf(least, window) - 2);
      expect(grey, `grey of voxel ${voxel}`).toBeLessThanOrEqual(greyOf(most, window) + 2);
    }
    // A slab is as thick as it says, on the screen and under the pointer: images of one millimetre, ten to either side.
    await page.getByLabel("Dikte van de plak").first().selectOption("20");
    await expect(page.getByTestId("overlays").first()).toContainText("MIP: hoogste waarde 20 mm");
    const slab = await lookAround(page, 0);
    expect(slab.length).toBeGreaterThan(5);
    const highest = pixelValues({ files, voxels: slab.map(({ voxel }) => voxel), slab: 10 }) as number[][];
    for (const [index, { voxel, value, grey, window }] of slab.entries()) {
      const [exact = Number.NaN, least = 0, most = 0] = highest[index] ?? [];
      expect(value, `highest through ${voxel}`).toBe(exact);
      expect(grey, `grey through ${voxel}`).toBeGreaterThanOrEqual(greyOf(least, window) - 2);
      expect(grey, `grey through ${voxel}`).toBeLessThanOrEqual(greyOf(most, window) + 2);
    }
  } finally {
    await removeStudy(page, study);
  }
});

const greyOf = (value: number, { center, width }: Seen["window"]) =>
  Math.min(255, Math.max(0, ((value - center) / width + 0.5) * 255));

test("without WebGL images and measuring work; planes say what is missing", async ({ baseURL }) => {
  const browser = await chromium.launch({
    ...browserProgram,
    args: [...asRoot, "--disable-gpu", "--disable-software-rasterizer", "--disable-3d-apis"],
  });
  try {
    const context = await browser.newContext({ locale: "nl-NL", ...(baseURL ? { baseURL } : {}) });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.getByLabel(/e-mail/i).fill("sender@noord.example");
    await page.getByLabel(/wachtwoord/i).fill("beeldbrug");
    await page.keyboard.press("Enter");
    await expect(page).not.toHaveURL(/sign-in/);
    expect(await page.evaluate(() => document.createElement("canvas").getContext("webgl2"))).toBeNull();
    await openViewer(page, demoStudyUid("noord-ct-jansen-2026"));
    expect(await pointerValue(page)).toMatch(/^x \d+ y \d+ z \d+: -?\d+ HU$/);
    expect(await edgeLetters(page)).toBe("A L P R");
    const said = /^x (\d+) y (\d+) z \d+: (-?\d+ HU)$/.exec(await pointerValue(page));
    await page.keyboard.press("b");
    await page.mouse.down();
    await page.mouse.up();
    const measured = page.locator("svg.svg-layer text");
    await expect(measured).toHaveText([`${said?.[3]}x ${said?.[1]} y ${said?.[2]}`]);
    await page.keyboard.press("l");
    await drag(page, [200, 300], [300, 300]);
    await expect(measured).toContainText([/HU/, /^\d+(\.\d+)? mm$/]);
    await page.getByRole("button", { name: "Vlakken door het volume (MPR)" }).click();
    await expect(page.getByText(/hebben WebGL nodig/)).toBeVisible();
    await page.getByRole("button", { name: "Openen en ernaast zetten" }).first().click();
    await expect(page.getByTestId("viewport-canvas")).toHaveCount(2);
    await expect.poll(() => greyValues(page, 1)).toBeGreaterThan(20);
  } finally {
    await browser.close();
  }
});

/** What the pointer says and what is drawn at seeded places of a pane, within the forty millimetres of the volume. */
async function lookAround(page: Page, pane: number): Promise<Seen[]> {
  const canvas = page.getByTestId("viewport-canvas").nth(pane);
  const box = await canvas.boundingBox();
  if (!box) throw new Error("the pane is not on screen");
  const overlay = (await page.getByTestId("overlays").nth(pane).textContent()) ?? "";
  const [, center, width] = /L (-?\d+)\s+W (\d+)/.exec(overlay) ?? [];
  const window = { center: Number(center), width: Number(width) };
  const seen: Seen[] = [];
  for (let index = 0; index < POINTS; index += 1) {
    // Spread over the pane without chance: the same places every time, in no line.
    const across = ((index * 0.618 + pane * 0.31) % 1) - 0.5;
    const down = ((index * 0.382 + pane * 0.17) % 1) - 0.5;
    const [x, y] = [Math.round(box.width * (0.5 + across * 0.5)), Math.round(box.height / 2 + down * 26)];
    await page.mouse.move(box.x + x, box.y + y);
    const text = (await page.getByTestId("pointer-value").textContent()) ?? "";
    const [, column, row, image, value] = /^x (\d+) y (\d+) z (\d+): (-?\d+) HU$/.exec(text) ?? [];
    if (value === undefined) continue;
    const grey = await canvas
      .locator("canvas")
      .first()
      .evaluate(
        (node, at) => (node as HTMLCanvasElement).getContext("2d")?.getImageData(at.x, at.y, 1, 1).data[0],
        { x, y },
      );
    seen.push({
      voxel: [Number(column), Number(row), Number(image) - 1],
      value: Number(value),
      grey: grey ?? Number.NaN,
      window,
    });
  }
  return seen;
}

const voxelsOf = (files: string[], voxels: Seen["voxel"][]): number[][] => pixelValues({ files, voxels });
