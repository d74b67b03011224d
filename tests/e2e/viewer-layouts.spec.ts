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

  // Where the plane of one image cuts another one, a line is drawn on that.
  const lines = page.locator("svg.svg-layer line");
  await expect(lines).toHaveCount(0);
  await page.keyboard.press("x");
  await expect.poll(() => lines.count()).toBeGreaterThan(0);
  await page.keyboard.press("x");
  await expect(lines).toHaveCount(0);

  // Nine images, and fewer again: what is shown stays.
  await page.keyboard.press("g");
  for (const key of ["ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await expect(page.locator("[data-layout='3x3'].viewer-grid")).toBeVisible();
  await expect(page.locator(".viewer-pane")).toHaveCount(9);
  expect(await page.getByTestId("viewport-canvas").count()).toBeGreaterThan(3);
  // Another modality is arranged as it always was.
  await openViewer(page, demoStudyUid("noord-ct-jansen-2026"));
  await expect(page.locator("[data-layout='1x1'].viewer-grid")).toBeVisible();
});

test("an own study beside a received one: two patients are told apart in every pane", async ({
  page,
  signIn,
}) => {
  await signIn("radiologist@zuid.example");
  const received = demoStudyUid("noord-ct-jansen-2026");
  const inbox = await page.request.get("/api/v1/shares?box=inbox");
  const { items } = (await inbox.json()) as { items: Received[] };
  const share = items.find(
    ({ state, studies }) => state === "SENT" && studies.some((study) => study.studyInstanceUid === received),
  );
  await openViewer(page, received, `&share=${share?.id}`);
  const banner = page.getByTestId("patient-banner");
  await expect(banner).toContainText("Jansen");
  await page.getByText("Vergelijken met eigen onderzoek").click();
  await page.getByRole("searchbox", { name: "Naam, nummer of omschrijving" }).fill("de Vries");
  await page.keyboard.press("Enter");
  await page
    .getByRole("button", { name: /de Vries.*CT/ })
    .first()
    .click();
  await expect(page.getByTestId("viewport-canvas")).toHaveCount(2, { timeout: 60_000 });
  await expect(banner.getByRole("alert")).toHaveText(/verschillende patiënten/);
  await expect(page.getByTestId("viewport-1").locator(".viewer-pane-patient")).toContainText("Jansen");
  await expect(page.getByTestId("viewport-2").locator(".viewer-pane-patient")).toContainText("de Vries");
  // The banner is of the pane that is worked in.
  await page.getByTestId("viewport-2").focus();
  await expect(banner.getByRole("heading")).toContainText("de Vries");
  await expect(page.getByTestId("overlays").nth(1)).toContainText("de Vries");
});

type Received = { id: string; state: string; studies: { studyInstanceUid: string }[] };

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

test("a loop plays at the speed that is chosen, and stops", async ({ page, signIn }) => {
  await signIn("radiologist@zuid.example");
  await openViewer(page, demoStudyUid("zuid-us-visser"));
  const canvas = page.getByTestId("viewport-canvas").first();
  const index = () => canvas.getAttribute("data-shown-index");
  const stands = await index();
  await page.getByRole("combobox", { name: "Snelheid" }).selectOption("5");
  await page.getByTestId("viewport-1").focus();
  await page.keyboard.press("Space");
  await expect.poll(index).not.toBe(stands);
  // Five frames a second: seen on the screen itself, as long as it takes.
  const seconds = await canvas.evaluate(
    (node) =>
      new Promise<number>((resolve) => {
        let [count, first] = [0, 0];
        const watch = new MutationObserver(() => {
          if (count === 0) first = performance.now();
          count += 1;
          if (count <= 4) return;
          watch.disconnect();
          resolve((performance.now() - first) / 1000 / (count - 1));
        });
        watch.observe(node, { attributeFilter: ["data-shown-index"] });
      }),
  );
  expect(seconds).toBeGreaterThan(0.15);
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Afspelen" })).toBeVisible();
});
