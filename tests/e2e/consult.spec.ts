import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { demoStudyUid } from "@/prisma/seed";
import { expect, test } from "./fixtures";
import { openViewer } from "./viewer-support";

async function addressOf(page: Page, q: string): Promise<string> {
  const answer = await page.request.post("/api/v1/directory/search", {
    data: { q },
    headers: { origin: new URL(page.url()).origin },
  });
  const { items } = (await answer.json()) as { items: { addressId: string }[] };
  return items[0]?.addressId ?? "";
}

async function askColleague(page: Page, studyInstanceUid: string): Promise<string> {
  const made = await page.request.post("/api/v1/shares", {
    data: {
      studies: [{ studyInstanceUid }],
      recipients: [{ addressId: await addressOf(page, "radiologist@zuid.example") }],
      purpose: "CONSULT",
      priority: "ROUTINE",
      message: "Is dit een metastase?",
    },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(made.ok(), await made.text()).toBe(true);
  const { id } = (await made.json()) as { id: string };
  return id;
}

test("a colleague thinks along: a place in the images, an answer, a document of the study", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("sender@noord.example");
  const studyInstanceUid = demoStudyUid("noord-ct-jansen-2026");
  const id = await askColleague(page, studyInstanceUid);
  await page.goto(`/sent/${id}`);
  await expect(page.getByRole("article")).toContainText("Is dit een metastase?");

  const colleague = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  await signIn("radiologist@zuid.example", colleague);
  await colleague.goto(`/inbox/${id}`);
  await colleague.getByRole("button", { name: "Antwoorden" }).click();
  const dialog = colleague.getByRole("dialog");
  await dialog.getByRole("textbox").first().fill("Nee: een granuloom, zie hier.");
  await dialog.getByRole("spinbutton", { name: "Beeldnr." }).fill("3");
  await dialog.getByRole("button", { name: "Toevoegen" }).click();
  await dialog.getByRole("checkbox", { name: "Dit is mijn antwoord op de vraag" }).check();
  await dialog.getByRole("button", { name: /^(Versturen|Verstuur)/ }).click();
  await expect(dialog).toBeHidden();

  // The sender's open page shows it, with a link to the place.
  const answer = page.getByRole("region", { name: /^Antwoord van .* op de vraag$/ });
  await expect(answer).toContainText("Nee: een granuloom, zie hier.");
  await expect(answer.getByRole("link", { name: /beeld 3$/ })).toHaveAttribute("href", /seriesUID=.*frame=3/);
  await answer.getByRole("button", { name: "Bewaren als document" }).click();
  await expect(answer).toContainText("Bewaard bij het onderzoek");
  await page.goto(`/studies/${studyInstanceUid}`);
  await expect(page.getByText(/^Antwoord van /).first()).toBeVisible();
  await colleague.context().close();
});

const shownIndex = (page: Page) =>
  page.locator("[data-shown-index]").first().getAttribute("data-shown-index");

/** Column and row under a point of the image, as the line below the images says. */
async function pixelUnder(page: Page, at: { x: number; y: number }): Promise<[number, number]> {
  const box = await page.getByTestId("viewport-canvas").first().boundingBox();
  if (!box) throw new Error("there is no image on screen");
  await page.mouse.move(box.x + at.x, box.y + at.y);
  const value = page.getByTestId("pointer-value");
  await expect(value).toHaveText(/^x \d+ y \d+/);
  const [, x, y] = /^x (\d+) y (\d+)/.exec((await value.textContent()) ?? "") ?? [];
  return [Number(x), Number(y)];
}

/** Where the ring with a number is drawn, in the image's pane. */
async function ringAt(page: Page, number: number): Promise<{ x: number; y: number } | undefined> {
  const words = await page.getByTestId("markings-canvas").first().getAttribute("data-places");
  const [, x, y] = new RegExp(`(?:^| )${number}@([\\d.-]+),([\\d.-]+)`).exec(words ?? "") ?? [];
  return x === undefined ? undefined : { x: Number(x), y: Number(y) };
}

/** The ring lies round the pixel, within one; and it is painted. */
async function expectRing(page: Page, number: number, [x, y]: [number, number]): Promise<void> {
  await expect(async () => {
    const ring = await ringAt(page, number);
    if (!ring) throw new Error(`no ring ${number}`);
    const [column, row] = await pixelUnder(page, ring);
    expect(Math.abs(column - x), `column ${column} for ${x}`).toBeLessThanOrEqual(1);
    expect(Math.abs(row - y), `row ${row} for ${y}`).toBeLessThanOrEqual(1);
    const isPainted = await page
      .getByTestId("markings-canvas")
      .first()
      .evaluate((node, at) => {
        const canvas = node as HTMLCanvasElement;
        const scale = canvas.width / canvas.clientWidth;
        const ctx = canvas.getContext("2d");
        return (ctx?.getImageData((at.x + 11) * scale, at.y * scale, 1, 1).data[3] ?? 0) > 0;
      }, ring);
    expect(isPainted).toBe(true);
  }).toPass({ timeout: 15_000 });
}

test("a colleague points at a place in the viewer, and the sender sees it there", async ({
  page,
  signIn,
  browser,
}) => {
  test.setTimeout(180_000);
  await signIn("sender@noord.example");
  const studyInstanceUid = demoStudyUid("noord-ct-jansen-2026");
  const id = await askColleague(page, studyInstanceUid);
  await page.goto(`/sent/${id}`);
  await expect(page.getByRole("article")).toContainText("Is dit een metastase?");

  const colleague = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  await signIn("radiologist@zuid.example", colleague);
  await openViewer(colleague, studyInstanceUid, `&share=${id}`);
  await colleague.keyboard.press("/");
  const panel = colleague.getByTestId("panel-conversation");
  await expect(panel.getByRole("log")).toContainText("Is dit een metastase?");
  await colleague.keyboard.press("PageDown");
  await colleague.keyboard.press("b");
  const text = panel.getByRole("textbox", { name: "Uw bericht" });
  await text.fill("Nee: een granuloom, zie hier.");

  // One click on the image is the place, and no measurement of the tool under the button.
  const point = panel.getByRole("button", { name: "Plaats aanwijzen" });
  await point.click();
  await expect(point).toHaveAttribute("aria-pressed", "true");
  const canvas = await colleague.getByTestId("viewport-canvas").first().boundingBox();
  const pointed = { x: (canvas?.width ?? 0) / 2 + 61, y: (canvas?.height ?? 0) / 2 - 43 };
  const pixel = await pixelUnder(colleague, pointed);
  await colleague.mouse.down();
  await colleague.mouse.up();
  await expect(point).toHaveAttribute("aria-pressed", "false");
  const frame = await shownIndex(colleague);
  const chips = panel.locator("form").getByRole("list", { name: "Plaatsen in de beelden" });
  await expect(chips.getByRole("button", { name: new RegExp(`^1.*beeld ${frame}$`) })).toBeVisible();
  await expect(colleague.locator("svg.svg-layer text")).toHaveCount(0);
  await expectRing(colleague, 1, pixel);

  // The image alone, by keyboard; and away again.
  await panel.getByRole("button", { name: "Dit beeld" }).press("Enter");
  await expect(chips.getByRole("listitem")).toHaveCount(2);
  await chips
    .getByRole("button", { name: /weghalen$/ })
    .nth(1)
    .press("Enter");
  await expect(chips.getByRole("listitem")).toHaveCount(1);
  expect(
    (await new AxeBuilder({ page: colleague }).include(".viewer-side-panel").analyze()).violations,
  ).toEqual([]);

  // Nothing typed is lost: not by a connection that fails, nor by a page that is loaded again.
  await panel.getByRole("checkbox", { name: "Dit is mijn antwoord op de vraag" }).check();
  await colleague.route("**/replies", (route) => route.abort());
  await panel.getByRole("button", { name: "Versturen" }).click();
  await expect(panel.getByRole("alert")).toContainText("Er is niets verstuurd");
  await colleague.unroute("**/replies");
  await openViewer(colleague, studyInstanceUid, `&share=${id}`);
  await colleague.keyboard.press("/");
  await expect(text).toHaveValue("Nee: een granuloom, zie hier.");
  await expect(chips.getByRole("listitem")).toHaveCount(1);
  await panel.getByRole("button", { name: "Versturen" }).click();
  await expect(text).toHaveValue("");
  await expect(panel.getByRole("log")).toContainText("Nee: een granuloom, zie hier.");

  // The sender's open page shows it, and opens the viewer at the place, with the ring in it.
  const answer = page.getByRole("region", { name: /^Antwoord van .* op de vraag$/ });
  await answer.getByRole("link", { name: new RegExp(`beeld ${frame}$`) }).click();
  await expect(page).toHaveURL(new RegExp(`frame=${frame}&x=${pixel[0]}&y=${pixel[1]}$`));
  await expect(page.locator("[data-shown-index]").first()).toHaveAttribute("data-shown-index", frame ?? "", {
    timeout: 60_000,
  });
  await expectRing(page, 1, pixel);
  // However the image is turned and enlarged.
  await page.getByTestId("viewport-1").focus();
  await page.keyboard.press("]");
  await page.keyboard.press("h");
  await page.keyboard.press("+");
  await expectRing(page, 1, pixel);

  // The conversation goes on beside the images, on both open pages.
  await page.keyboard.press("/");
  const other = page.getByTestId("panel-conversation");
  await expect(other.getByRole("log")).toContainText("Nee: een granuloom, zie hier.");
  await expect(other.getByRole("checkbox")).toHaveCount(0);
  await text.fill("En kijk ook hier.");
  await colleague.getByTestId("viewport-1").focus();
  await colleague.keyboard.press("Home");
  await expect(colleague.locator("[data-shown-index]").first()).toHaveAttribute("data-shown-index", "1");
  await panel.getByRole("button", { name: "Dit beeld" }).press("Enter");
  await panel.getByRole("button", { name: "Versturen" }).click();
  await expect(other.getByRole("log")).toContainText("En kijk ook hier.");
  await other.getByRole("button", { name: /^2.*beeld 1$/ }).click();
  await expect(page.locator("[data-shown-index]").first()).toHaveAttribute("data-shown-index", "1");
  expect(await ringAt(page, 1)).toBeUndefined();
  await other.getByRole("button", { name: new RegExp(`^1.*beeld ${frame}$`) }).click();
  await expect(page.locator("[data-shown-index]").first()).toHaveAttribute("data-shown-index", frame ?? "");
  await expectRing(page, 1, pixel);
  await colleague.context().close();
});

test("images without a share have no conversation", async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  await openViewer(page, demoStudyUid("noord-ct-jansen-2026"));
  await expect(page.getByRole("button", { name: "DICOM-velden" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Gesprek" })).toHaveCount(0);
  await page.keyboard.press("/");
  await expect(page.locator(".viewer-status")).toContainText("Bij deze beelden hoort geen gesprek");
  await expect(page.getByTestId("panel-conversation")).toHaveCount(0);
});
