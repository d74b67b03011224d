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

/** Grey of a place in the pane, counted from its middle. */
function greyAt(page: Page, [x, y]: [number, number]): Promise<number> {
  const canvas = page.getByTestId("viewport-canvas").first().locator("canvas").first();
  return canvas.evaluate(
    (node, at) => {
      const { width, height, clientWidth } = node as HTMLCanvasElement;
      const scale = width / clientWidth;
      const [left, top] = [width / 2 + at.x * scale, height / 2 + at.y * scale].map(Math.round) as [
        number,
        number,
      ];
      return (
        (node as HTMLCanvasElement).getContext("2d")?.getImageData(left, top, 1, 1).data[0] ?? Number.NaN
      );
    },
    { x, y },
  );
}

const corner = (page: Page, what: RegExp) => async () =>
  what.exec((await page.getByTestId("overlays").first().textContent()) ?? "")?.[0];

test("wheel, mouse and keys scroll, window, zoom, pan, turn black to white and magnify what is on the screen", async ({
  page,
}) => {
  const [image, window, zoom] = [/Beeld \d+/, /L -?\d+\s+W \d+/, /Zoom [\d.]+/].map((what) =>
    corner(page, what),
  );
  const changes = async (seen: typeof image, act: () => Promise<void>) => {
    const before = await seen?.();
    await act();
    await expect.poll(async () => seen?.()).not.toBe(before);
  };
  await page.getByTestId("viewport-canvas").first().hover();
  await changes(image, () => page.mouse.wheel(0, 100));
  await changes(window, () => drag(page, [0, 0], [40, 20]));
  await page.keyboard.press("0");
  await page.keyboard.press("s");
  await changes(image, () => drag(page, [0, -60], [0, 60]));
  await page.keyboard.press("z");
  await changes(zoom, () => drag(page, [0, 0], [0, -60]));
  await page.keyboard.press("0");

  // What was here is there, and nothing else has changed.
  const places: [number, number][] = [-60, -20, 20, 60].map((x): [number, number] => [x, x / 2]);
  const greys = (by: [number, number]) => () =>
    Promise.all(places.map(([x, y]) => greyAt(page, [x + by[0], y + by[1]])));
  const before = await greys([0, 0])();
  await page.keyboard.press("p");
  await drag(page, [0, 0], [60, 40]);
  await expect.poll(greys([60, 40])).toEqual(before);
  await page.keyboard.press("0");
  await page.keyboard.press("i");
  await expect
    .poll(async () =>
      Math.max(...(await greys([0, 0])()).map((grey, at) => Math.abs(grey + (before[at] ?? 0) - 255))),
    )
    .toBeLessThanOrEqual(2);
  await page.keyboard.press("i");
  await expect.poll(greys([0, 0])).toEqual(before);

  await page.keyboard.press("m");
  const box = await page.getByTestId("viewport-canvas").first().boundingBox();
  if (!box) throw new Error("no viewport");
  const glass = page.getByTestId("viewport-canvas").first().locator(".magnifyTool");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await expect(glass).toBeVisible();
  await page.mouse.up();
  await expect(glass).toHaveCount(0);
});

test("a point keeps the value that is under the pointer; a picture goes to the clipboard; the viewer fills the screen", async ({
  page,
  context,
}) => {
  await page.keyboard.press("b");
  await click(page, [20, 30]);
  const said = await page.getByTestId("pointer-value").textContent();
  const [, x, y, value] = /^x (\d+) y (\d+) z \d+: (-?\d+ HU)$/.exec(said ?? "") ?? [];
  await expect(measured(page)).toHaveText([`${value}x ${x} y ${y}`]);

  const fills = () => page.evaluate(() => document.fullscreenElement?.className ?? "");
  await page.keyboard.press("f");
  await expect.poll(fills).toContain("viewer");
  await page.keyboard.press("f");
  await expect.poll(fills).toBe("");

  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.keyboard.press("Control+c");
  await expect(page.locator(".viewer-status")).toContainText("Afbeelding gekopieerd");
  const size = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const picture = await createImageBitmap((await item?.getType("image/png")) as Blob);
    return [picture.width, picture.height];
  });
  const box = await page.getByTestId("viewport-canvas").first().boundingBox();
  expect(size).toEqual([Math.round(box?.width ?? 0), Math.round(box?.height ?? 0)]);
});
