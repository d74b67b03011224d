import fs from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { newUid } from "@/lib/dicom";
import { discInstance, makeDisc } from "../support/disc";
import { expect, test } from "./fixtures";

const PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

function study(family: string, count: number) {
  const common = {
    StudyInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    PatientID: `DISC-${family}`,
    PatientName: `${family}^Proef`,
    PatientBirthDate: "19610203",
    PatientSex: "F",
    StudyDate: "20261101",
    StudyDescription: `CT van ${family}`,
  };
  return Array.from({ length: count }, (_, index) => discInstance({ ...common, InstanceNumber: index + 1 }));
}

test("a DVD's folder with one patient goes in by itself, and says what it left behind", async ({
  page,
  signIn,
}) => {
  const [one, two, three] = study("Uploadina", 3);
  if (!one || !two || !three) throw new Error("no instances");
  const disc = makeDisc({
    "DICOM/IM000001": one,
    "DICOM/IM000002;1": two,
    "dicom/lower/im3": three,
    "DICOM/IM000004": one.slice(0, 900),
    DICOMDIR: "x".repeat(200),
    "viewer/=HYPERLINK.exe": "MZ",
    "AUTORUN.INF": "[autorun]",
  });
  await signIn("sender@noord.example");
  await page.goto("/studies");
  await page.getByTestId("upload-folder").setInputFiles(disc);

  const dock = page.getByRole("region", { name: "Upload" });
  await expect(dock.getByText("Upload klaar")).toBeVisible({ timeout: 60_000 });
  await expect(dock).toContainText("3 beelden opgeslagen");
  await dock.getByRole("button", { name: /4 bestanden niet meegenomen/ }).click();
  const report = page.getByRole("dialog");
  await expect(report).toContainText("Afgebroken bestand");
  await expect(report).toContainText("Inhoudsopgave van de schijf");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    report.getByRole("button", { name: /CSV/ }).click(),
  ]);
  const csv = fs.readFileSync(await download.path(), "utf8");
  expect(csv.split("\r\n").filter(Boolean)).toHaveLength(5);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row", { name: /Uploadina/ }).first()).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // The same folder again: everything is known to the archive, nothing doubles.
  await page.getByTestId("upload-folder").setInputFiles(disc);
  await expect(page.getByRole("region", { name: "Upload" }).nth(1)).toContainText("3 waren er al", {
    timeout: 60_000,
  });
});

test("two patients on one disc are asked about, and stay apart", async ({ page, signIn }) => {
  const [anna] = study("Apart", 1);
  const [bram] = study("Anders", 1);
  if (!anna || !bram) throw new Error("no instances");
  const disc = makeDisc({ IM1: anna, IM2: bram, "verslag.pdf": PDF });
  await signIn("sender@noord.example");
  await page.goto("/studies");
  await page.getByTestId("upload-folder").setInputFiles(disc);

  const question = page.getByRole("dialog");
  await expect(question.getByText("2 patiënten op deze schijf")).toBeVisible();
  await expect(question.getByRole("checkbox", { checked: true })).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await question.getByRole("region", { name: /Apart/ }).getByRole("checkbox").first().click();
  await question.getByRole("combobox").click();
  await page.getByRole("option", { name: /Apart/ }).click();
  await question.getByRole("button", { name: "1 onderzoek uploaden" }).click();

  const dock = page.getByRole("region", { name: "Upload" });
  await expect(dock.getByText("Upload klaar")).toBeVisible({ timeout: 60_000 });
  await expect(dock).toContainText("1 beeld opgeslagen");
  await expect(dock).toContainText("1 document");
  await dock.getByRole("link", { name: /Apart/ }).click();
  await expect(page.getByRole("link", { name: "verslag.pdf" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Patiënt" })).toContainText("Apart, P. (Proef)");
});

test("an upload that loses its connection goes on where it was", async ({ page, signIn, context }) => {
  const disc = makeDisc(
    Object.fromEntries(study("Hapering", 40).map((bytes, index) => [`IM${index}`, bytes])),
  );
  await signIn("sender@noord.example");
  await page.goto("/studies");
  let cuts = 2;
  await context.route("**/uploads", (route) =>
    cuts-- > 0 ? route.abort("connectionreset") : route.continue(),
  );
  await page.getByTestId("upload-folder").setInputFiles(disc);
  const dock = page.getByRole("region", { name: "Upload" });
  await expect(dock.getByText("Upload klaar")).toBeVisible({ timeout: 60_000 });
  await expect(dock).toContainText("40 beelden opgeslagen");
});
