import fs from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { newUid, writePart10 } from "../../lib/dicom";
import { type RunningProgram, startStorescp } from "../support/dcmtk";
import { expect, test } from "./fixtures";

// The story of one study: received, imported under a local patient, sent on to the own PACS.
const STUDY = newUid();
const COUNT = 6;
let pacs: RunningProgram;

test.beforeAll(async () => {
  pacs = await startStorescp();
});
test.afterAll(() => pacs.stop());

const withoutViolations = async (page: Page) =>
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

/** Our own scripts' calls, made by the test: the browser would add where they come from. */
async function call(page: Page, address: string, data: unknown, headers: Record<string, string> = {}) {
  const { origin } = new URL(page.url());
  const response = await page.request.post(address, { data, headers: { origin, ...headers } });
  expect(response.ok(), await response.text()).toBe(true);
  return response.json();
}

function instances(): Buffer {
  const series = newUid();
  const parts = Array.from({ length: COUNT }, (_, index) =>
    Buffer.concat([
      Buffer.from("\r\n--b\r\nContent-Type: application/dicom\r\n\r\n"),
      ...writePart10(
        {
          SpecificCharacterSet: "ISO_IR 192",
          SOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
          SOPInstanceUID: newUid(),
          StudyInstanceUID: STUDY,
          SeriesInstanceUID: series,
          Modality: "CT",
          PatientID: `N-${STUDY.slice(-6)}`,
          PatientName: "Verhoeven^Sanne",
          PatientBirthDate: "19840217",
          PatientSex: "F",
          StudyDate: "20261120",
          StudyDescription: "CT abdomen",
          AccessionNumber: "NOORD-7",
          SeriesNumber: 1,
          InstanceNumber: index + 1,
          Rows: 16,
          Columns: 16,
          BitsAllocated: 16,
          BitsStored: 16,
          HighBit: 15,
          SamplesPerPixel: 1,
          PixelRepresentation: 0,
          PhotometricInterpretation: "MONOCHROME2",
        },
        { frames: [new Uint8Array(512)], vr: "OW" },
      ),
    ]),
  );
  return Buffer.concat([...parts, Buffer.from("\r\n--b--\r\n")]);
}

async function share(page: Page): Promise<string> {
  await call(page, "/dicom-web/studies", instances(), {
    "content-type": 'multipart/related; type="application/dicom"; boundary=b',
    accept: "application/dicom+json",
  });
  const found = await call(page, "/api/v1/directory/search", { q: "radiologist@zuid.example" });
  const { id } = await call(page, "/api/v1/shares", {
    studies: [{ studyInstanceUid: STUDY }],
    recipients: [{ addressId: found.items[0].addressId }],
    purpose: "REFERRAL",
    priority: "ROUTINE",
  });
  // Recipients know of it once the worker has seen that it is complete.
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/shares/${id}`)).json()).state, {
      timeout: 60_000,
    })
    .toBe("SENT");
  return id;
}

test("an administrator registers the PACS and tries it out", async ({ page, signIn }) => {
  await signIn("admin@zuid.example");
  await page.goto("/administration/peers");
  await page.getByRole("button", { name: "Systeem toevoegen" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("AE-titel").fill(`PACS${pacs.port}`);
  await dialog.getByLabel("Systeemnaam of adres").fill("127.0.0.1");
  await dialog.getByLabel("Poort").fill(String(pacs.port));
  await dialog.getByLabel(/^Omschrijving/).fill("Proef-PACS");
  await dialog.getByLabel("Als eerste aanbieden").check();
  await withoutViolations(page);
  await dialog.getByRole("button", { name: "Systeem toevoegen" }).click();
  await page.getByRole("button", { name: `PACS${pacs.port} testen` }).click();
  await expect(page.getByText(`PACS${pacs.port} antwoordt`)).toBeVisible();
});

test("a radiologist imports a study under a local patient, and sends it to the PACS", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("sender@noord.example");
  const id = await share(page);

  const own = await browser.newContext({ locale: "nl-NL", viewport: { width: 1366, height: 768 } });
  const radiologist = await own.newPage();
  await signIn("radiologist@zuid.example", radiologist);
  await radiologist.goto(`/inbox/${id}`);
  await radiologist.getByRole("link", { name: "Importeren" }).click();
  await expect(radiologist.getByRole("heading", { name: "In eigen archief zetten" })).toBeVisible();

  const table = radiologist.getByRole("table", { name: "Wat verandert" });
  await expect(table.getByRole("row", { name: /Patiëntnummer/ })).toContainText(`N-${STUDY.slice(-6)}`);
  const start = radiologist.getByRole("button", { name: "Onderzoek importeren" });
  await expect(start).toBeDisabled();
  await table.getByLabel("Patiëntnummer, nieuwe waarde").fill(`Z-${STUDY.slice(-6)}`);
  await radiologist.getByLabel("Eigen opdrachtnummer van CT abdomen").fill("ZUID-1");
  // Another birth date may be another person: that has to be said.
  await table.getByLabel("Geboortedatum, nieuwe waarde").fill("1948-02-17");
  await start.click();
  await expect(radiologist.getByText("Verschillend: geboortedatum")).toBeVisible();
  await expect(start).toBeDisabled();
  await table.getByLabel("Geboortedatum, nieuwe waarde").fill("1984-02-17");
  await withoutViolations(radiologist);
  await start.click();
  const imports = radiologist.getByRole("list", { name: "Imports van deze zending" });
  await expect(imports).toContainText(`${COUNT} van ${COUNT} aangekomen`, { timeout: 60_000 });
  await expect(imports).toContainText("Aangekomen");

  await radiologist.goto(`/studies/${STUDY}`);
  await expect(radiologist.getByText("Geïmporteerd van Ziekenhuis Noord").first()).toBeVisible();
  await expect(radiologist.getByText(`Z-${STUDY.slice(-6)}`).first()).toBeVisible();
  await radiologist.getByRole("button", { name: "Naar PACS" }).click();
  const dialog = radiologist.getByRole("dialog");
  await dialog.getByLabel("Naar", { exact: true }).click();
  await radiologist.getByRole("option", { name: new RegExp(`PACS${pacs.port}`) }).click();
  await withoutViolations(radiologist);
  await dialog.getByRole("button", { name: "Sturen" }).click();
  const transfers = radiologist.getByRole("list", { name: "Doorgestuurd en geïmporteerd" });
  await expect(transfers.getByRole("listitem").first()).toContainText(`${COUNT} van ${COUNT} aangekomen`, {
    timeout: 60_000,
  });
  expect(fs.readdirSync(pacs.folder)).toHaveLength(COUNT);
  await withoutViolations(radiologist);

  await page.goto(`/sent/${id}`);
  await expect(page.getByRole("article")).toContainText("Geïmporteerd");
  await own.close();
});

test("the desk sees every transfer, and what didn't arrive", async ({ page, signIn }) => {
  await signIn("desk@zuid.example");
  await page.getByRole("link", { name: "Doorsturen" }).click();
  const list = page.getByRole("list", { name: "Doorsturen" });
  await expect(list).toContainText("CT abdomen");
  await withoutViolations(page);
  await page.getByRole("button", { name: "Mislukt" }).click();
  await expect(page.getByRole("button", { name: "Mislukt" })).toHaveAttribute("aria-pressed", "true");
});
