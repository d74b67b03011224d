import { chromium } from "@playwright/test";
import { demoStudyUid } from "@/prisma/seed";
import { asRoot, browserProgram } from "../support/browser";
import { expect, test } from "./fixtures";
import { edgeLetters, greyValues, openViewer, pointerValue } from "./viewer-support";

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

  await page.getByRole("slider", { name: "Kantelen" }).fill("90");
  await expect.poll(() => edgeLetters(page, 3)).toBe("F L H R");
  // Keys hold while the slider has the focus.
  await page.keyboard.press("F2");
  await expect(page.getByTestId("viewport-canvas")).toHaveCount(1);
});

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
    await page.getByRole("button", { name: "Vlakken door het volume (MPR)" }).click();
    await expect(page.getByText(/hebben WebGL nodig/)).toBeVisible();
    await expect(page.getByTestId("viewport-canvas")).toHaveCount(1);
  } finally {
    await browser.close();
  }
});
