import type { CDPSession, Page } from "@playwright/test";
import { demoStudyUid } from "@/prisma/seed";
import { expect, test } from "./fixtures";
import { openViewer } from "./viewer-support";

test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true });

type Point = [x: number, y: number];
const WINDOW = /L -?\d+\s+W \d+/;
const IMAGE = /Beeld \d+ \/ \d+/;
const ZOOM = /Zoom [\d.]+/;

test("on a tablet one finger has the tool, two zoom and pan, three set the window", async ({
  page,
  signIn,
}) => {
  await signIn("radiologist@zuid.example");
  await openViewer(page, demoStudyUid("zuid-ct-devries"));
  const session = await page.context().newCDPSession(page);
  const box = await page.getByTestId("viewport-canvas").boundingBox();
  if (!box) throw new Error("the pane is not on screen");
  const at = (x: number, y: number): Point => [box.x + box.width / 2 + x, box.y + box.height / 2 + y];
  const shown = async (what: RegExp) =>
    what.exec((await page.getByTestId("overlays").first().textContent()) ?? "")?.[0];
  const changed = async (what: RegExp, from: Point[], to: Point[]) => {
    const before = await shown(what);
    await gesture(session, from, to);
    await expect.poll(() => shown(what)).not.toBe(before);
  };
  const choose = async (name: string) => {
    const tool = page.getByRole("button", { name, exact: true });
    await tool.click();
    await expect(tool).toHaveAttribute("aria-pressed", "true");
  };
  const measured = page.locator("svg.svg-layer text");

  await changed(WINDOW, [at(0, 0)], [at(120, 60)]);
  await choose("Scrollen");
  await changed(IMAGE, [at(0, 0)], [at(0, 160)]);

  const window = await shown(WINDOW);
  await changed(ZOOM, [at(-60, 0), at(60, 0)], [at(-120, 0), at(120, 0)]);
  const [zoom, before] = [await shown(ZOOM), await middleOf(page)];
  await gesture(session, [at(-60, 0), at(60, 0)], [at(-60, 120), at(60, 120)]);
  await expect.poll(async () => (await middleOf(page)) - before).toBeGreaterThan(60);
  expect([await shown(ZOOM), await shown(WINDOW)]).toEqual([zoom, window]);
  await changed(WINDOW, [at(-60, 0), at(0, 0), at(60, 0)], [at(40, 40), at(100, 40), at(160, 40)]);

  // The first finger of a zoom draws nothing; one finger alone does.
  await choose("Lengte meten");
  await changed(ZOOM, [at(-120, 0), at(120, 0)], [at(-80, 0), at(80, 0)]);
  await expect(measured).toHaveCount(0);
  await gesture(session, [at(-80, 0)], [at(80, 0)]);
  await expect(measured).toHaveText([/^\d+(\.\d+)? mm$/]);
});

/** Fingers come down one after the other, and go from where they are to somewhere else in steps. */
async function gesture(session: CDPSession, from: Point[], to: Point[]): Promise<void> {
  const steps = 8;
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", step: number, fingers: number) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: from.slice(0, fingers).map(([x, y], id) => ({
        id,
        x: x + (((to[id]?.[0] ?? x) - x) * step) / steps,
        y: y + (((to[id]?.[1] ?? y) - y) * step) / steps,
      })),
    });
  for (let finger = 1; finger <= from.length; finger += 1) await touch("touchStart", 0, finger);
  for (let step = 1; step <= steps; step += 1) await touch("touchMove", step, from.length);
  await touch("touchEnd", steps, 0);
}

/** How far down the middle of what is drawn lies, in pixels of the canvas. */
function middleOf(page: Page): Promise<number> {
  const canvas = page.getByTestId("viewport-canvas").locator("canvas").first();
  return canvas.evaluate((node) => {
    const { width, height } = node as HTMLCanvasElement;
    const data = (node as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
    let [sum, count] = [0, 0];
    for (let at = 0; at < data.length; at += 4) {
      if ((data[at] ?? 0) <= 60) continue;
      sum += Math.floor(at / 4 / width);
      count += 1;
    }
    return sum / count;
  });
}
