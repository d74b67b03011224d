import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { newUid } from "@/lib/dicom";
import { generateStudy, part10Of } from "@/prisma/seed";
import { makeDisc } from "../support/disc";
import { makePdf } from "../support/make-pdf";
import { expect, mailOfShare, test } from "./fixtures";

const RECIPIENT = "radiologist@zuid.example";

/** A DVD as hospitals burn them: two studies of one patient, a report beside them, and what nobody wants. */
async function burnDvd(): Promise<string> {
  const patient = { PatientName: "Kortekaas^Berend", PatientID: "DVD-20261", PatientBirthDate: "19540711" };
  const files: Record<string, Uint8Array | string> = {
    DICOMDIR: "an index that points nowhere",
    "VIEWER/START.EXE": "MZ",
    "AUTORUN.INF": "[autorun]",
    "verslag.pdf": await makePdf("Verslag CT thorax: geen bijzonderheden."),
  };
  for (const [folder, key] of [
    ["ST0001", "noord-ct-jansen-2026"],
    ["ST0002", "noord-dx-jansen-2026"],
  ] as const) {
    const study = await generateStudy(key);
    const uids = new Map<string, string>();
    const fresh = (uid: unknown) =>
      uids.get(String(uid)) ?? uids.set(String(uid), newUid()).get(String(uid)) ?? "";
    for (const [index, instance] of study.instances.slice(0, 24).entries()) {
      const { attributes } = instance;
      const renamed = {
        ...attributes,
        ...patient,
        AccessionNumber: `DVD-${folder}`,
        StudyInstanceUID: fresh(attributes.StudyInstanceUID),
        SeriesInstanceUID: fresh(attributes.SeriesInstanceUID),
        SOPInstanceUID: newUid(),
      };
      files[`${folder}/IM${String(index).padStart(4, "0")}`] = Buffer.concat(
        part10Of({ ...instance, attributes: renamed }),
      );
    }
  }
  return makeDisc(files);
}

test("a DVD's studies reach a radiologist of another hospital, and the sender sees it", async ({
  page,
  signIn,
  browser,
}) => {
  test.setTimeout(240_000);
  const disc = await burnDvd();

  await signIn("sender@noord.example");
  await page.goto("/studies");
  await page.getByTestId("upload-folder").setInputFiles(disc);
  const question = page.getByRole("dialog");
  await question.getByRole("combobox").first().click();
  await page.getByRole("option", { name: /CT/ }).first().click();
  await question.getByRole("button", { name: "2 onderzoeken uploaden" }).click();
  const dock = page.getByRole("region", { name: "Upload" });
  await expect(dock.getByText("Upload klaar")).toBeVisible({ timeout: 90_000 });
  await expect(dock).toContainText("1 document");
  await dock.getByRole("button", { name: /2 onderzoeken versturen/ }).click();

  await expect(page).toHaveURL(/\/send$/);
  await expect(page.getByRole("checkbox", { name: /verslag\.pdf/ })).toBeChecked();
  const search = page.getByRole("combobox", { name: "Zoek een ontvanger" });
  await search.fill(RECIPIENT);
  await expect(page.getByRole("option").first()).toContainText(/Leeuwen/);
  await search.press("Enter");
  await page.getByLabel("Bericht aan de ontvanger").fill("Graag uw beoordeling van de nodus rechts.");
  await page.getByRole("button", { name: "Versturen", exact: true }).click();
  await expect(page).toHaveURL(/\/sent\/[0-9a-f-]+$/);

  const { link } = await mailOfShare(page, RECIPIENT);
  const reader = await (
    await browser.newContext({ baseURL: process.env.E2E_BASE_URL, locale: "nl-NL" })
  ).newPage();
  await reader.goto(link);
  await reader.getByLabel(/e-mail/i).fill(RECIPIENT);
  await reader.getByLabel(/wachtwoord/i).fill("beeldbrug");
  await reader.keyboard.press("Enter");
  await expect(reader.getByRole("article")).toContainText("Graag uw beoordeling van de nodus rechts.");
  await expect(reader.getByText("verslag.pdf")).toBeVisible();

  await reader.getByRole("link", { name: "Beelden openen" }).first().click();
  await expect(reader).toHaveURL(/\/viewer\?share=/);
  await expect(reader.getByRole("progressbar").first()).toBeAttached();
  await expect.poll(() => greyValues(reader), { timeout: 60_000 }).toBeGreaterThan(20);
  await expect(reader.getByText("Kortekaas", { exact: false }).first()).toBeVisible();

  await reader.goBack();
  const [download] = await Promise.all([
    reader.waitForEvent("download"),
    reader.getByRole("link", { name: "Downloaden" }).first().click(),
  ]);
  checkMedium(await download.path());

  // The sender's page asks by itself.
  await expect(page.getByRole("article")).toContainText(/Gedownload|gedownload/, { timeout: 30_000 });
});

/** How many different greys the largest canvas shows: a black or a blank one has few. */
async function greyValues(page: import("@playwright/test").Page): Promise<number> {
  const canvas = page.locator("canvas").first();
  if ((await canvas.count()) === 0) return 0;
  const picture = await canvas.screenshot();
  const { default: sharp } = await import("sharp");
  const pixels = await sharp(picture).greyscale().raw().toBuffer();
  return new Set(pixels).size;
}

/** What other people's programs say of the downloaded medium. */
function checkMedium(zip: string): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-medium-"));
  execFileSync("python3", ["-m", "zipfile", "-e", zip, folder]);
  expect(fs.readdirSync(folder)).toEqual(expect.arrayContaining(["DICOMDIR", "INDEX.HTM", "README.TXT"]));
  const listing = execFileSync("dcmdump", [path.join(folder, "DICOMDIR")], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(listing).toContain("Kortekaas");
  const documents = fs
    .readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => /\.pdf$/i.test(name));
  expect(documents).toHaveLength(1);
  fs.rmSync(folder, { recursive: true });
}
