import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect } from "./fixtures";

/** How many different greys the first canvas shows: a black or a blank one has few. */
export async function greyValues(page: Page, pane = 0): Promise<number> {
  const canvas = page.getByTestId("viewport-canvas").nth(pane).locator("canvas").first();
  if ((await canvas.count()) === 0) return 0;
  const picture = sharp(await canvas.screenshot()).greyscale();
  return new Set(await picture.raw().toBuffer()).size;
}

/** The viewer with its tools, an image drawn in the first pane, which takes keys. */
export async function openViewer(page: Page, studyInstanceUid: string, query = ""): Promise<void> {
  await page.goto(`/viewer?studyUID=${studyInstanceUid}${query}`);
  await expect(page.locator("[data-shown-index]").first()).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => greyValues(page), { timeout: 60_000 }).toBeGreaterThan(20);
  await page.getByTestId("viewport-1").focus();
}

/** The value under the pointer, in the middle of a pane moved by some pixels. */
export async function pointerValue(page: Page, pane = 0, offset = { x: 0, y: 0 }): Promise<string> {
  const box = await page.getByTestId("viewport-canvas").nth(pane).boundingBox();
  if (!box) throw new Error("the pane is not on screen");
  await page.mouse.move(box.x + box.width / 2 + offset.x, box.y + box.height / 2 + offset.y);
  return (await page.getByTestId("pointer-value").textContent()) ?? "";
}

/** The letters at the edges of a pane: top, right, bottom, left. */
export async function edgeLetters(page: Page, pane = 0): Promise<string> {
  const letters = page.getByTestId("overlays").nth(pane).locator("[data-edge]");
  const found = await letters.evaluateAll((nodes) =>
    Object.fromEntries(nodes.map((node) => [(node as HTMLElement).dataset.edge, node.textContent])),
  );
  return [found.top, found.right, found.bottom, found.left].join(" ");
}
