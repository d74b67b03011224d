import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect } from "./fixtures";

/** A study of the own organisation in the demo, by modality and words. */
export async function findStudy(page: Page, modality: string, text: string): Promise<string> {
  const answer = await page.request.post("/api/v1/studies/search", {
    data: { modality, text },
    headers: { origin: new URL(page.url()).origin },
  });
  const { items } = (await answer.json()) as { items: { studyInstanceUid: string }[] };
  const [study] = items;
  if (!study) throw new Error(`the demo has no ${modality} "${text}"`);
  return study.studyInstanceUid;
}

/** How many different greys the first canvas shows: a black or a blank one has few. */
export async function greyValues(page: Page, pane = 0): Promise<number> {
  const canvas = page.getByTestId("viewport-canvas").nth(pane).locator("canvas").first();
  if ((await canvas.count()) === 0) return 0;
  const picture = sharp(await canvas.screenshot()).greyscale();
  return new Set(await picture.raw().toBuffer()).size;
}

/** The viewer with its tools, an image drawn in the first pane. */
export async function openViewer(page: Page, query: string): Promise<void> {
  await page.goto(`/viewer?${query}`);
  await expect(page.getByTestId("series-panel")).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => greyValues(page), { timeout: 60_000 }).toBeGreaterThan(20);
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
