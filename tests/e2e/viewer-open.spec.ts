import type { Page } from "@playwright/test";
import { newUid } from "@/lib/dicom";
import { demoStudyUid } from "@/prisma/seed";
import { expect, test } from "./fixtures";
import { markedImage } from "./marked-series";
import { greyValues, openViewer, removeStudy, storeFiles } from "./viewer-support";

const frames = (urls: string[]) => urls.filter((url) => /\/frames\/\d+$/.test(url));

function requestsOf(page: Page): string[] {
  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url()));
  return urls;
}

test("one request lays out the study; progress is told per series; a prior waits until it is opened", async ({
  page,
  signIn,
}) => {
  await signIn("sender@noord.example");
  const current = demoStudyUid("noord-ct-jansen-2026");
  const urls = requestsOf(page);
  await page.goto(`/viewer?studyUID=${current}`);
  await expect.poll(() => greyValues(page), { timeout: 60_000 }).toBeGreaterThan(20);
  expect(urls.filter((url) => url.includes("/dicom-web/opening?"))).toHaveLength(1);
  expect(urls.filter((url) => /\/dicom-web\/(studies|series)(\?|$)/.test(url))).toEqual([]);
  const first = urls.findIndex((url) => /\/frames\/\d+$/.test(url));
  expect(urls.slice(0, first).filter((url) => /\/(metadata|thumbnail)/.test(url))).toEqual([]);

  const bars = page.getByRole("progressbar", { name: /^Series \d+: / });
  await expect(bars.first()).toBeVisible();
  const thumbnail = page.getByTestId("series").first().locator("img");
  await expect
    .poll(() => thumbnail.evaluate((node) => (node as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
  for (const bar of await bars.all()) {
    const total = Number(await bar.getAttribute("aria-valuemax"));
    if (total === 0) continue;
    await expect(bar).toHaveAttribute("aria-valuenow", String(total), { timeout: 60_000 });
  }

  const prior = page.getByTestId("panel-study").filter({ hasText: "nog niet geladen" }).first();
  await expect(prior).toBeVisible();
  expect(frames(urls).filter((url) => !url.includes(current))).toEqual([]);
  await prior.getByRole("button", { name: "Openen en ernaast zetten" }).click();
  await expect(page.getByTestId("viewport-canvas")).toHaveCount(2, { timeout: 60_000 });
  await expect.poll(() => frames(urls).some((url) => !url.includes(current))).toBe(true);
});

test("a study that is arriving grows in place: the image on the screen stays", async ({ page, signIn }) => {
  await signIn("admin@noord.example");
  const [study, SeriesInstanceUID, FrameOfReferenceUID] = [newUid(), newUid(), newUid()];
  const imagesAt = (places: number[]) =>
    places.map((z) =>
      markedImage(study, 1, {
        SeriesInstanceUID,
        FrameOfReferenceUID,
        InstanceNumber: z + 1,
        ImagePositionPatient: ["0", "0", String(z)],
        ImageOrientationPatient: ["1", "0", "0", "0", "1", "0"],
        PixelSpacing: ["1", "1"],
      }),
    );
  expect(await storeFiles(page, imagesAt([1, 3]))).toBe("");
  try {
    await openViewer(page, study);
    const overlay = page.getByTestId("overlays").first();
    await page.keyboard.press("End");
    await expect(overlay).toContainText("Beeld 2 / 2");
    const [place] = /Positie [\d.]+ mm/.exec((await overlay.textContent()) ?? "") ?? [];
    expect(place).toBeDefined();
    expect(await storeFiles(page, imagesAt([0, 2]))).toBe("");
    await expect(overlay).toContainText(/Beeld \d \/ 4/, { timeout: 40_000 });
    await expect(overlay).toContainText(place ?? "");
    const bar = page.getByRole("progressbar", { name: /^Series 1: / });
    await expect(bar).toHaveAttribute("aria-valuenow", "4");
  } finally {
    await removeStudy(page, study);
  }
});

test("the page's head names the renderer's program, which comes compressed beforehand", async ({
  page,
  signIn,
}) => {
  await signIn("sender@noord.example");
  const answer = await page.request.get(`/viewer?studyUID=${demoStudyUid("noord-ct-jansen-2026")}`);
  const named = (await answer.text()).matchAll(/<link rel="preload" as="script"[^>]* href="([^"]+\.js)"/g);
  const programs = await Promise.all(
    [...named].map(async ([, href = ""]) => {
      const program = await page.request.get(href, { headers: { "accept-encoding": "br" } });
      expect(program.headers()["cache-control"]).toContain("immutable");
      return { encoding: program.headers()["content-encoding"], text: await program.text() };
    }),
  );
  const renderer = programs.find(({ text }) => text.includes("CORNERSTONE_IMAGE_RENDERED"));
  expect(renderer?.encoding).toBe("br");
});

test("the wheel scrolls as soon as the first image is there, while the tools are still on their way", async ({
  page,
  signIn,
}) => {
  await signIn("radiologist@zuid.example");
  const { promise: held, resolve: letCome } = Promise.withResolvers<void>();
  let areHeld = false;
  await page.route("**/_next/static/chunks/**", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    // The program that brings the tools: the name of one of them is in it and in no other.
    if (body.includes('"WindowLevelRegion"')) {
      areHeld = true;
      await held;
    }
    await route.fulfill({ response, body });
  });
  await page.goto(`/viewer?studyUID=${demoStudyUid("zuid-ct-devries")}`);
  const image = page.locator("[data-shown-index]").first();
  await expect(image).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => areHeld).toBe(true);
  const first = Number(await image.getAttribute("data-shown-index"));
  await image.hover();
  for (const _ of [1, 2, 3]) await page.mouse.wheel(0, 100);
  await expect(image).toHaveAttribute("data-shown-index", String(first + 3));
  await page.mouse.wheel(0, -100);
  await expect(image).toHaveAttribute("data-shown-index", String(first + 2));
  letCome();
  await expect(page.locator("[data-is-furnished=true]")).toBeVisible({ timeout: 60_000 });
  // One step a turn again, by the tool alone.
  await page.mouse.wheel(0, 100);
  await expect(image).toHaveAttribute("data-shown-index", String(first + 3));
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("on a slow line a preview comes first and says so, then the original", async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  const study = demoStudyUid("noord-ct-jansen-2026");
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 40,
    downloadThroughput: 2_500_000 / 8,
    uploadThroughput: 1_000_000,
  });
  await page.goto(`/viewer?studyUID=${study}`);
  await expect(page.getByText("Voorbeeld met verlies: het origineel wordt geladen")).toBeVisible({
    timeout: 90_000,
  });
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await expect(page.getByTestId("viewport-canvas").first()).toHaveAttribute("data-quality", "original", {
    timeout: 90_000,
  });
  await expect(page.getByText("Voorbeeld met verlies")).toHaveCount(0);
});
