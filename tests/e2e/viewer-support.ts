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
  await expect(page.locator("[data-is-furnished=true]")).toBeVisible({ timeout: 60_000 });
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

/** Stores files at the organisation of who is signed in, in one request; "" or what was said against it. */
export async function storeFiles(page: Page, files: Uint8Array[]): Promise<string> {
  const boundary = "between-the-parts";
  const parts = files.flatMap((file) => [
    Buffer.from(`\r\n--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    file,
  ]);
  const answer = await page.request.post("/dicom-web/studies", {
    data: Buffer.concat([...parts, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: {
      origin: new URL(page.url()).origin,
      "content-type": `multipart/related; type="application/dicom"; boundary=${boundary}`,
    },
  });
  return answer.status() === 200 ? "" : `${answer.status()} ${(await answer.text()).slice(0, 200)}`;
}

export async function removeStudy(page: Page, studyInstanceUid: string): Promise<void> {
  await page.request.delete(`/api/v1/studies/${studyInstanceUid}`, {
    headers: { origin: new URL(page.url()).origin },
  });
}

/** Draws with the left button between two places of the first pane, from its upper left corner. */
export async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const box = await page.getByTestId("viewport-canvas").first().boundingBox();
  if (!box) throw new Error("the pane is not on screen");
  await page.mouse.move(box.x + from[0], box.y + from[1]);
  await page.mouse.down();
  await page.mouse.move(box.x + (from[0] + to[0]) / 2, box.y + (from[1] + to[1]) / 2);
  await page.mouse.move(box.x + to[0], box.y + to[1]);
  await page.mouse.up();
}
