import fs from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { hasPydicom, pixelValues } from "../support/pydicom";
import { hasSamples, samples } from "../support/samples";
import { expect, test } from "./fixtures";
import { removeStudy, storeFiles } from "./viewer-support";

/**
 * The value under the pointer is the file's: at seeded points of real files, as pydicom and dcmtk decode them.
 * VIEWER_TRUTH=all looks at every file; otherwise at one in so many, and those that once went wrong.
 */
type Value = [dx: number, dy: number, values: number[]];
type Expected = {
  study: string;
  instance: string;
  error?: string;
  rows: number;
  columns: number;
  frames: number;
  colour: boolean;
  isLossy: boolean;
  points: [frame: number, x: number, y: number, around: Value[]][];
};

const ALWAYS =
  /CR-MONO1|mlut_18|vlut_04|examples_overlay|signed-raw|SC_rgb_16bit|422_uncompressed|TestPattern_Palette|rtdose|YBR_FULL-RLE|siemens-vida|emri_small|Deflated|JPEGLSLossless|JPEG2000Lossless|liver|Process2_4|no_color_transform|pixelrep_mismatch|rgb_rle_16bit/;
const EVERY = process.env.VIEWER_TRUTH === "all" ? 1 : 12;

test.skip(!hasSamples || !hasPydicom, "needs the real files and pydicom");

const files = hasSamples
  ? ["by-modality", "transfer-syntax", "charset"]
      .flatMap((folder) => samples(folder))
      .filter((file) => new RegExp(process.env.VIEWER_TRUTH_ONLY ?? ".").test(file))
      .filter((file, index) => index % EVERY === 0 || ALWAYS.test(path.basename(file)))
  : [];

test("every real file opens or says why not, and the value under the pointer is the file's", async ({
  page,
  signIn,
}) => {
  test.setTimeout(files.length * 40_000 + 120_000);
  await signIn("admin@noord.example");
  const expected = pixelValues<Record<string, Expected>>({ files, points: 20, seed: 4 });
  const crashes: string[] = [];
  page.on("pageerror", (error) => crashes.push(error.message));
  const findings: string[] = [];
  let compared = 0;
  let refused = 0;
  for (const file of files) {
    const wanted = expected[file];
    if (!wanted?.study) continue;
    const name = path.basename(file);
    const stored = await storeFiles(page, [fs.readFileSync(file)]);
    if (stored !== "") {
      findings.push(`${name}: not stored: ${stored}`);
      continue;
    }
    try {
      const seen = await compare(page, wanted);
      if (seen === "refused") refused += 1;
      else compared += seen.count;
      if (seen !== "refused") findings.push(...seen.wrong.map((each) => `${name}: ${each}`));
      if (seen === "refused" && !wanted.error) {
        const said = await page.getByTestId("viewport-1").textContent();
        findings.push(`${name}: refused: ${said}`);
      }
    } catch (error) {
      findings.push(`${name}: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
    } finally {
      await removeStudy(page, wanted.study);
    }
    findings.push(...crashes.splice(0).map((message) => `${name}: crashed: ${message}`));
    const log = process.env.VIEWER_TRUTH_LOG;
    if (log) fs.writeFileSync(log, `${[...findings, `${name}: ${compared} compared`].join("\n")}\n`);
  }
  test.info().annotations.push({ type: "compared", description: `${compared} points, ${refused} refused` });
  expect(findings.filter((each) => !KNOWN.some((known) => known.test(each)))).toEqual([]);
  expect(compared).toBeGreaterThan(files.length * 5);
});

test("a video plays in its pane, and one that no browser knows says so", async ({ page, signIn }) => {
  const videos = samples("transfer-syntax/video");
  const expected = videos.map((file) => [file, /mp4/.test(file)] as const);
  expect(expected).toHaveLength(2);
  await signIn("admin@noord.example");
  const studies = pixelValues<Record<string, Expected>>({ files: videos, points: 1, seed: 1 });
  for (const [file, isPlayed] of expected) {
    expect(await storeFiles(page, [fs.readFileSync(file)])).toBe("");
    const study = studies[file]?.study ?? "";
    try {
      await page.goto(`/viewer?studyUID=${study}`);
      const pane = page.getByTestId("viewport-1");
      if (!isPlayed) await expect(pane.getByText(/kan deze video niet afspelen/)).toBeVisible();
      else {
        const length = () =>
          pane
            .getByTestId("video")
            .evaluate((node) => (node as HTMLVideoElement).duration)
            .catch(() => 0);
        await expect.poll(length).toBeGreaterThan(0);
      }
    } finally {
      await removeStudy(page, study);
    }
  }
});

test("a file that promises two thousand million images says so, and the page goes on", async ({
  page,
  signIn,
}) => {
  const file = samples("malformed").find((name) => path.basename(name) === "frames-wrong.dcm") ?? "";
  await signIn("admin@noord.example");
  const studies = pixelValues<Record<string, Expected>>({ files: [file], points: 1, seed: 1 });
  const study = studies[file]?.study ?? "";
  expect(await storeFiles(page, [fs.readFileSync(file)])).toBe("");
  try {
    await page.goto(`/viewer?studyUID=${study}`);
    await expect(page.getByTestId("viewport-1")).toContainText("waarschijnlijk beschadigd");
    await page.keyboard.press("?");
    await expect(page.getByTestId("key-help")).toBeVisible();
  } finally {
    await removeStudy(page, study);
  }
});

/** What is refused with its reason although another program reads it, or is read otherwise by others. */
const KNOWN: RegExp[] = [
  /^(liver|seg).*: refused: .*[Ss]egmentatie/,
  /^sm_image.*: refused: .*Microscopie/,
  // Progressive JPEG of 12 bits, retired: the decoder isn't exact.
  /Process10_12.*: refused: .*\(1\.2\.840\.10008\.1\.2\.4\.55\)/,
];

async function compare(
  page: Page,
  wanted: Expected,
): Promise<"refused" | { count: number; wrong: string[] }> {
  await page.goto(`/viewer?studyUID=${wanted.study}`);
  const pane = page.getByTestId("viewport-1");
  const image = pane.getByTestId("viewport-canvas");
  const shown = pane.locator("[data-shown-index]");
  const refusal = page
    .locator(".viewer-failure")
    .or(pane.locator(".viewer-not-shown, .viewer-empty:not(:has-text('…'))"));
  await expect(shown.or(refusal).or(page.getByTestId("report-panel")).first()).toBeVisible({
    timeout: 30_000,
  });
  if ((await shown.count()) === 0) return "refused";
  if (wanted.error) return { count: 0, wrong: [] };
  const box = await image.boundingBox();
  if (!box) throw new Error("no viewport");
  const wrong: string[] = [];
  let count = 0;
  for (const frame of new Set(wanted.points.map(([each]) => each))) {
    if (wanted.frames > 1 && !(await showFrame(page, frame + 1))) {
      wrong.push(`frame ${frame + 1} is not shown`);
      continue;
    }
    const at = await calibrate(page, box);
    if (!at) {
      wrong.push("no value under the pointer");
      continue;
    }
    for (const [, x, y, around] of wanted.points.filter(([each]) => each === frame)) {
      const target = at(x, y);
      // A control lies over some pixels: the pointer is on it, not on the image.
      if (await isCovered(page, target)) continue;
      await page.mouse.move(target.x, target.y);
      const seen = await pointer(page);
      const match = seen && around.find(([dx, dy]) => x + dx === seen.x && y + dy === seen.y);
      if (!seen || !match) {
        wrong.push(`pointer at ${seen?.x},${seen?.y} instead of ${x},${y}`);
        continue;
      }
      count += 1;
      if (!isSame(seen.values, match[2], wanted))
        wrong.push(`frame ${frame + 1} x ${seen.x} y ${seen.y}: ${seen.values} instead of ${match[2]}`);
    }
  }
  return { count, wrong: wrong.slice(0, 4) };
}

function isSame(seen: number[], wanted: number[], { colour, isLossy }: Expected): boolean {
  return wanted.every((value, index) => {
    const other = seen[index] ?? Number.NaN;
    // Colour conversions round; lossy decoders differ in the last bits; the screen keeps four digits of fractions.
    const margin = colour ? (isLossy ? 12 : 2) : isLossy ? Math.max(3, Math.abs(value) * 0.01) : 0;
    const digits = Number.isInteger(value) ? 0 : Math.max(0.06, Math.abs(value) * 6e-4);
    return Math.abs(other - value) <= margin + digits + 1e-9;
  });
}

async function pointer(page: Page): Promise<{ x: number; y: number; values: number[] } | null> {
  const text = (await page.getByTestId("pointer-value").textContent()) ?? "";
  const parts = /^x (\d+) y (\d+) z \d+: (.*)$/.exec(text);
  if (!parts) return null;
  const values = (parts[3] ?? "").split(" ").map(Number).filter(Number.isFinite);
  return { x: Number(parts[1]), y: Number(parts[2]), values };
}

function isCovered(page: Page, point: { x: number; y: number }): Promise<boolean> {
  return page.evaluate(
    ({ x, y }) => document.elementFromPoint(x, y)?.closest("[data-testid=viewport-canvas]") === null,
    point,
  );
}

/** Where the middles of columns and rows lie on the screen, from what the pointer says at places on a diagonal. */
async function calibrate(page: Page, box: { x: number; y: number; width: number; height: number }) {
  const seen: { screen: { x: number; y: number }; x: number; y: number }[] = [];
  const look = async (part: number) => {
    const screen = { x: Math.round(box.x + box.width * part), y: Math.round(box.y + box.height * part) };
    await page.mouse.move(screen.x, screen.y);
    const value = await pointer(page);
    if (value) seen.push({ screen, ...value });
  };
  for (const part of [0.5, 0.45, 0.55, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]) await look(part);
  // Of an image of few pixels each place says little: more of them.
  const isCoarse = new Set(seen.map(({ x }) => x)).size < seen.length || seen.length < 5;
  for (let part = 0.1; isCoarse && part < 0.9; part += 0.012) await look(part);
  const column = line(seen.map(({ screen, x }) => [x, screen.x]));
  const row = line(seen.map(({ screen, y }) => [y, screen.y]));
  return column && row && ((x: number, y: number) => ({ x: column(x), y: row(y) }));
}

/** The straight line through pairs, by least squares; undefined for less than two values. */
function line(pairs: [number, number][]): ((value: number) => number) | undefined {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [from, to] = [mean(pairs.map(([a]) => a)), mean(pairs.map(([, b]) => b))];
  const spread = pairs.reduce((sum, [a]) => sum + (a - from) ** 2, 0);
  if (!(spread > 0)) return undefined;
  const slope = pairs.reduce((sum, [a, b]) => sum + (a - from) * (b - to), 0) / spread;
  return (value) => to + (value - from) * slope;
}

/** Scrolls to a frame of the file, wherever the stack has sorted it. */
async function showFrame(page: Page, frame: number): Promise<boolean> {
  const slider = page.getByTestId("viewport-1").locator(".viewer-slider");
  const image = page.getByTestId("viewport-1").getByTestId("viewport-canvas");
  const count = Number(await slider.getAttribute("max"));
  const tried = [frame, count + 1 - frame, ...Array.from({ length: count }, (_, index) => index + 1)];
  for (const position of tried) {
    await slider.fill(String(position));
    await expect(image).toHaveAttribute("data-shown-index", String(position), { timeout: 20_000 });
    if (((await image.getAttribute("data-frame")) ?? String(frame)) === String(frame)) return true;
  }
  return false;
}
