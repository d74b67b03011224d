import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect, test } from "./fixtures";

/** The demo's MR of a head: several series, a structured report, and a report as PDF inside an instance. */
async function headStudy(page: Page): Promise<string> {
  const answer = await page.request.post("/api/v1/studies/search", {
    data: { modality: "MR", text: "hersenen" },
    headers: { origin: new URL(page.url()).origin },
  });
  const { items } = (await answer.json()) as { items: { studyInstanceUid: string }[] };
  const [study] = items;
  if (!study) throw new Error("the demo has no MR of a head");
  return study.studyInstanceUid;
}

/** How many different greys the first canvas shows: a black or a blank one has few. */
async function greyValues(page: Page): Promise<number> {
  const canvas = page.locator("canvas").first();
  if ((await canvas.count()) === 0) return 0;
  return new Set(
    await sharp(await canvas.screenshot())
      .greyscale()
      .raw()
      .toBuffer(),
  ).size;
}

test("a series' picture opens the viewer at that series, and a report's tile the report", async ({
  page,
  signIn,
}) => {
  await signIn("sender@noord.example");
  const study = await headStudy(page);
  await page.goto(`/studies/${study}`);
  const tiles = page
    .getByRole("list")
    .filter({ has: page.locator("img[src*='/thumbnail']") })
    .getByRole("link");
  const second = tiles.nth(1);
  const address = new URL((await second.getAttribute("href")) ?? "", page.url());
  const series = address.searchParams.get("seriesUID") ?? "";
  expect(series).toMatch(/^[0-9.]+$/);
  await second.click();
  await expect(page.locator("[data-active]")).toHaveAttribute("data-display-set", new RegExp(`^${series}#`));
  await expect.poll(() => greyValues(page), { timeout: 60_000 }).toBeGreaterThan(20);

  await page.goto(`/studies/${study}`);
  await tiles.filter({ hasText: /SR/ }).first().click();
  await expect(page.getByTestId("report-panel").getByRole("document")).toContainText(/\w{4}/);
});

test("on a phone the image comes first; series and tools are within reach", async ({ page, signIn }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn("sender@noord.example");
  await page.goto(`/viewer?studyUID=${await headStudy(page)}`);
  await expect.poll(() => greyValues(page), { timeout: 60_000 }).toBeGreaterThan(20);
  await expect(page.getByTestId("series-panel")).toHaveCount(0);
  const image = await page.locator("canvas").first().boundingBox();
  expect(image?.width).toBeGreaterThan(350);
  expect(image?.height).toBeGreaterThan(450);

  await page.getByRole("button", { name: "Serielijst" }).click();
  await page.getByTestId("series").nth(1).getByRole("button").click();
  await expect(page.getByTestId("series-panel")).toHaveCount(0);
  // Every tool can be brought under the thumb: the row scrolls, the page does not.
  for (const button of await page.getByRole("region", { name: "Gereedschap" }).getByRole("button").all()) {
    await button.scrollIntoViewIfNeeded();
    const box = await button.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width < 391 && box.height >= 24).toBe(true);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
