import type { Page } from "@playwright/test";
import { demoStudyUid } from "@/prisma/seed";
import { expect, test } from "./fixtures";
import { openViewer } from "./viewer-support";

const canvas = (page: Page) => page.getByTestId("markings-canvas").first();
const shapes = async (page: Page) => Number((await canvas(page).getAttribute("data-shapes")) ?? 0);

/** How many pixels of the markings' own canvas have a colour at all. */
const painted = (page: Page) =>
  canvas(page).evaluate((node) => {
    const element = node as HTMLCanvasElement;
    const data = element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data ?? [];
    let count = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i]) count += 1;
    return count;
  });

/** The count once it is the same twice: shapes are fetched one after another, and the panel changes the image's size. */
async function settled(page: Page): Promise<number> {
  let before = 0;
  await expect
    .poll(async () => {
      const now = await painted(page);
      const isSame = now > 0 && now === before;
      before = now;
      return isSame;
    })
    .toBe(true);
  return before;
}

test("segments, contours and measured lines lie over their image, with a legend that switches them", async ({
  page,
  signIn,
}) => {
  await signIn("radiologist@zuid.example");
  await openViewer(page, demoStudyUid("zuid-ct-devries"));
  await page.getByRole("button", { name: /^(Sleutelbeelden|Key images)$/ }).click();
  const panel = page.getByTestId("panel-keyImages");
  // The key object points at the image with the largest lesion.
  await panel
    .getByRole("button", { name: /Thorax|Abdomen|portoveneus/ })
    .first()
    .click();
  await expect.poll(() => shapes(page)).toBeGreaterThanOrEqual(4);
  await expect(canvas(page)).toHaveAttribute("data-labels", /Haard 1\s+Long Axis \d+(\.\d+)? mm/);
  await page.getByRole("button", { name: /^(Over de beelden|Over the images)$/ }).click();
  const legend = page.getByTestId("panel-markings");
  const everything = legend.getByRole("checkbox", { name: /Alles tonen|Show all/ });
  await everything.uncheck();
  await expect.poll(() => painted(page)).toBe(0);
  await everything.check();
  const all = await settled(page);
  const count = await shapes(page);
  expect(all).toBeGreaterThan(500);
  const lesion = legend.getByRole("checkbox", { name: /Haard 1.*Leverhaarden/ });
  await lesion.uncheck();
  await expect.poll(() => painted(page)).toBeLessThan(all * 0.9);
  await lesion.check();
  await expect.poll(() => shapes(page)).toBe(count);
  // Not to the pixel: a canvas that is read often is drawn by the processor, whose edges are other ones.
  await expect.poll(async () => Math.abs((await painted(page)) - all)).toBeLessThan(all * 0.01);

  await legend.getByRole("combobox").selectOption({ index: 1 });
  await expect(canvas(page)).toHaveAttribute("data-labels", /Metastase segment VII/);
  await expect(page.getByTestId("overlays").first()).toContainText(/L 90\s+W 150/);
  await legend.getByRole("combobox").selectOption({ index: 0 });
  await expect(canvas(page)).not.toHaveAttribute("data-labels", /Metastase/);
  await expect(page.getByTestId("overlays").first()).not.toContainText(/L 90\s+W 150/);
});
