import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { newUid } from "@/lib/dicom";
import { discInstance, makeDisc } from "../support/disc";
import { makePdf } from "../support/make-pdf";
import { expect, test } from "./fixtures";

const report = () => makePdf("Verslag: geen bijzonderheden.", "Tweede bladzijde.");

/** How many different greys a drawn page has: an empty one has one. */
async function greyValues(page: Page, selector: string): Promise<number> {
  const picture = await page.locator(selector).first().screenshot();
  return new Set(await sharp(picture).greyscale().raw().toBuffer()).size;
}

async function expectReport(page: Page): Promise<void> {
  await expect(page.locator(".pdf-pages")).toContainText("Verslag: geen bijzonderheden.");
  await expect.poll(() => greyValues(page, ".pdf-pages canvas")).toBeGreaterThan(5);
}

test("a study's report and photograph open in the browser, on their own page and beside the images", async ({
  page,
  signIn,
}) => {
  const instance = discInstance({
    StudyInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    PatientID: "DOC-1",
    PatientName: "Leesbaar^Lies",
    PatientBirthDate: "19700101",
    PatientSex: "F",
    StudyDate: "20261102",
    StudyDescription: "CT met verslag",
    InstanceNumber: 1,
  });
  const photograph = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#2a7" } })
    .jpeg()
    .toBuffer();
  await signIn("sender@noord.example");
  await page.goto("/studies");
  await page
    .getByTestId("upload-folder")
    .setInputFiles(makeDisc({ IM1: instance, "verslag.pdf": await report(), "foto.jpg": photograph }));
  const question = page.getByRole("dialog");
  for (const file of ["foto.jpg", "verslag.pdf"]) {
    const choice = question.getByRole("combobox", { name: new RegExp(file) });
    await choice.click();
    await page.getByRole("option", { name: /CT/ }).first().click();
    await expect(choice).toContainText("CT met verslag");
  }
  await question.getByRole("button", { name: /uploaden/ }).click();
  const dock = page.getByRole("region", { name: "Upload" });
  await expect(dock.getByText("Upload klaar")).toBeVisible({ timeout: 60_000 });
  await dock.getByRole("link", { name: /Leesbaar/ }).click();

  const [reading] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: "verslag.pdf" }).click(),
  ]);
  await expectReport(reading);
  await expect(reading.getByRole("region", { name: "Patiënt" })).toContainText("Leesbaar, L. (Lies)");
  await reading.getByRole("button", { name: "Volgende pagina" }).click();
  await expect(reading.getByRole("status").filter({ hasText: "Pagina 2 van 2" })).toBeVisible();
  await expect(reading.locator(".pdf-pages")).toContainText("Tweede bladzijde.");
  const before = await reading.locator("[data-page='2']").boundingBox();
  await reading.getByRole("button", { name: "Vergroten" }).click();
  await expect
    .poll(async () => (await reading.locator("[data-page='2']").boundingBox())?.width)
    .toBeGreaterThan((before?.width ?? 0) * 1.2);
  expect((await new AxeBuilder({ page: reading }).analyze()).violations).toEqual([]);

  const [looking] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: "foto.jpg" }).click(),
  ]);
  await expect(looking.getByRole("img", { name: "foto.jpg" })).toHaveJSProperty("naturalWidth", 300);

  await page.getByRole("link", { name: "Beelden openen" }).click();
  await page.getByRole("button", { name: /^Verslagen/ }).click();
  await page
    .getByTestId("report-panel")
    .getByRole("button", { name: /verslag\.pdf/ })
    .click();
  await expectReport(page);
});

test("a report as PDF inside an instance opens beside the images and apart", async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  const answer = await page.request.post("/api/v1/studies/search", {
    data: { modality: "MR", text: "hersenen" },
    headers: { origin: new URL(page.url()).origin },
  });
  const { items } = (await answer.json()) as { items: { studyInstanceUid: string }[] };
  await page.goto(`/studies/${items[0]?.studyInstanceUid}`);
  await page.getByRole("listitem").filter({ hasText: "DOC" }).getByRole("link").first().click();
  const panel = page.getByTestId("report-panel");
  await expect(panel.getByRole("document")).toContainText(/\w{5}/);
  await expect.poll(() => greyValues(page, ".pdf-pages canvas")).toBeGreaterThan(5);
  const [apart] = await Promise.all([
    page.waitForEvent("popup"),
    panel.getByRole("link", { name: /eigen tabblad/ }).click(),
  ]);
  await expect(apart.locator(".pdf-pages")).toContainText(/\w{5}/);
  await expect(apart.getByRole("region", { name: "Patiënt" })).toBeVisible();
});

test("a document that isn't there, or is another's, says no more than that", async ({ page, signIn }) => {
  await signIn("radiologist@zuid.example");
  for (const address of [
    "/document?studyUID=1.2.3&document=018f0000-0000-7000-8000-000000000000",
    "/document?studyUID=x",
    "/document",
  ]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Deze pagina is er niet");
  }
});
