import type { Page } from "@playwright/test";
import { demoStudyUid } from "@/prisma/seed";
import { expect, test } from "./fixtures";
import { openViewer } from "./viewer-support";

/** What measurements say on the screen: the texts of the drawing over the image. */
const measured = (page: Page) => page.locator("svg.svg-layer text");

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const box = await page.getByTestId("viewport-canvas").first().boundingBox();
  if (!box) throw new Error("no viewport");
  const at = ([x, y]: [number, number]) => [box.x + box.width / 2 + x, box.y + box.height / 2 + y] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

async function click(page: Page, [x, y]: [number, number]): Promise<void> {
  const box = await page.getByTestId("viewport-canvas").first().boundingBox();
  if (!box) throw new Error("no viewport");
  await page.mouse.click(box.x + box.width / 2 + x, box.y + box.height / 2 + y);
}

test.beforeEach(async ({ page, signIn }) => {
  await signIn("radiologist@zuid.example");
  await openViewer(page, demoStudyUid("zuid-ct-devries"));
});

test("length, two diameters, angle and Cobb angle stand beside what was drawn", async ({ page }) => {
  await page.keyboard.press("l");
  await drag(page, [-100, -60], [0, -60]);
  await expect(measured(page)).toContainText([/^\d+(\.\d+)? mm$/]);
  await page.keyboard.press("u");
  await drag(page, [-100, 40], [0, 40]);
  await expect(page.locator("svg.svg-layer")).toContainText(/[LW]: \d+(\.\d+)? mm/);
  await page.keyboard.press("Shift+Delete");
  await expect(measured(page)).toHaveCount(0);

  await page.keyboard.press("a");
  await drag(page, [-80, 0], [0, 0]);
  await click(page, [0, -80]);
  await expect(page.locator("svg.svg-layer")).toContainText(/\d+(\.\d+)? ?°/);
  await page.keyboard.press("Shift+Delete");
  await page.keyboard.press("c");
  await drag(page, [-80, -40], [0, -40]);
  await drag(page, [-80, 40], [0, 60]);
  await expect(page.locator("svg.svg-layer")).toContainText(/\d+(\.\d+)? ?°/);
});

test("ellipse, rectangle and freehand give mean, spread, extremes and area in Hounsfield units", async ({
  page,
}) => {
  for (const key of ["e", "r", "o"]) {
    await page.keyboard.press(key);
    if (key === "o") {
      const box = await page.getByTestId("viewport-canvas").first().boundingBox();
      if (!box) throw new Error("no viewport");
      const centre = [box.x + box.width / 2, box.y + box.height / 2] as const;
      await page.mouse.move(centre[0] + 60, centre[1]);
      await page.mouse.down();
      for (let step = 1; step <= 36; step += 1) {
        const turn = (step / 36) * 2 * Math.PI;
        await page.mouse.move(centre[0] + 60 * Math.cos(turn), centre[1] + 60 * Math.sin(turn));
      }
      await page.mouse.up();
    } else await drag(page, [-50, -50], [50, 50]);
    await expect(page.locator("svg.svg-layer")).toContainText(/-?\d+(\.\d+)? ± \d+(\.\d+)? HU/);
    await expect(page.locator("svg.svg-layer")).toContainText(/\d+(\.\d+)? mm²/);
    await page.keyboard.press("Shift+Delete");
    await expect(measured(page)).toHaveCount(0);
  }
});

test("an arrow and a note ask for their text beside the images; undo and delete take one at a time", async ({
  page,
}) => {
  await page.keyboard.press("j");
  await drag(page, [-60, -60], [20, 0]);
  const field = page.getByLabel(/Tekst bij het beeld|Text on the image/);
  await field.fill("Haard 1");
  await field.press("Enter");
  await expect(page.locator("svg.svg-layer")).toContainText("Haard 1");
  await page.keyboard.press("q");
  await click(page, [40, 80]);
  await field.fill("<b>los</b>");
  await field.press("Enter");
  await expect(page.locator("svg.svg-layer")).toContainText("<b>los</b>");

  await page.keyboard.press("Control+z");
  await expect(page.locator("svg.svg-layer")).not.toContainText("<b>los</b>");
  await expect(page.locator("svg.svg-layer")).toContainText("Haard 1");
  await page.keyboard.press("Delete");
  await expect(page.locator("svg.svg-layer")).not.toContainText("Haard 1");
  await page.keyboard.press("Control+z");
  await expect(page.locator("svg.svg-layer")).toContainText("Haard 1");
});

test("a region sets the window to what is in it; a preset and reset bring others back", async ({ page }) => {
  const window = page.getByTestId("overlays").first();
  const before = (await window.textContent()) ?? "";
  await page.keyboard.press(",");
  await drag(page, [-30, -30], [30, 30]);
  await expect(window).not.toHaveText(before);
  await page.keyboard.press("2");
  await expect(window).toContainText(/L -600\s+W 1500/);
  await page.keyboard.press("0");
  await expect(window).toHaveText(before);
});
