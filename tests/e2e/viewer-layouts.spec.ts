import { demoStudyUid } from "@/prisma/seed";
import { expect, test } from "./fixtures";
import { edgeLetters, greyValues, openViewer } from "./viewer-support";

test("a layout is chosen by keyboard, and is there again the next time", async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  const study = demoStudyUid("noord-mr-vandenberg");
  // What an earlier run chose isn't this person's any more.
  const forgotten = await page.request.put("/api/v1/me/viewer-preferences", {
    data: { layouts: {} },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(forgotten.status()).toBe(204);
  await openViewer(page, study);
  // An MR hangs its sequences side by side by itself.
  await expect(page.locator("[data-layout='2x2'].viewer-grid")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  const kept = page.waitForResponse((response) => response.url().endsWith("/me/viewer-preferences"));
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-layout='1x3'].viewer-grid")).toBeVisible();
  await kept;
  await openViewer(page, study);
  await expect(page.locator("[data-layout='1x3'].viewer-grid")).toBeVisible();
});

test("viewports scroll together by position, and share window, zoom and crosshair", async ({
  page,
  signIn,
}) => {
  await signIn("sender@noord.example");
  const study = demoStudyUid("noord-ct-jansen-2026");
  await openViewer(page, study);
  await page
    .getByTestId("panel-study")
    .filter({ hasText: /CT .*nog niet geladen/ })
    .getByRole("button")
    .first()
    .click();
  await expect(page.getByTestId("viewport-canvas")).toHaveCount(2, { timeout: 60_000 });
  await expect.poll(() => greyValues(page, 1), { timeout: 60_000 }).toBeGreaterThan(20);

  // Two days have no frame of reference in common: they scroll the same way from where they stand.
  const shown = (pane: number) =>
    page.getByTestId("viewport-canvas").nth(pane).getAttribute("data-shown-index");
  const before = Number(await shown(1));
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowDown");
  await expect.poll(async () => Number(await shown(1))).toBe(before + 3);

  const overlay = (pane: number) => page.getByTestId("overlays").nth(pane);
  await page.keyboard.press("2");
  await expect(overlay(0)).toContainText("L -600 W 1500");
  await expect(overlay(1)).toContainText("L -600 W 1500");
  await page.keyboard.press("+");
  await expect(overlay(1)).toContainText("Zoom 1.20");

  await page.getByRole("button", { name: "Kruisdraad op dezelfde plaats" }).click();
  const box = await page.getByTestId("viewport-canvas").first().boundingBox();
  if (!box) throw new Error("no first pane");
  await page.mouse.click(box.x + 100, box.y + 120);
  const line = page.getByTestId("crosshair").first().locator("[data-line=vertical]");
  await expect.poll(async () => Math.round(Number(await line.getAttribute("x1")))).toBe(100);
  // Another day is another frame of reference: no cross where nobody knows the place.
  await expect(page.getByTestId("crosshair").nth(1)).toBeHidden();
});

test("mammography hangs in facing pairs", async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  const study = demoStudyUid("noord-mg-celik");
  await openViewer(page, study);
  await expect(page.getByTestId("viewport-canvas")).toHaveCount(4, { timeout: 60_000 });
  // Chest walls meet in the middle: posterior on the inner side of each pair.
  await expect.poll(async () => (await edgeLetters(page, 0)).split(" ")[1]).toContain("P");
  await expect.poll(async () => (await edgeLetters(page, 1)).split(" ")[3]).toContain("P");
});
