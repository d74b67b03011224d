import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { newUid, writePart10 } from "../../lib/dicom";
import { freePort } from "../support/free-port";
import { expect, mailsTo, test } from "./fixtures";
import { greyValues } from "./viewer-support";

const run = promisify(execFile);
const COUNT = 24;
const SIDE = 128;

/** A series of slopes of grey, one file an image. */
function makeFiles(): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-emergency-"));
  const [study, series] = [newUid(), newUid()];
  const number = `S-${study.slice(-8)}`;
  return Array.from({ length: COUNT }, (_, index) => {
    const pixels = new Uint16Array(SIDE * SIDE).map((_value, at) => ((at % SIDE) * 16 + index * 8) % 4096);
    const file = path.join(folder, `${String(index).padStart(3, "0")}.dcm`);
    fs.writeFileSync(
      file,
      Buffer.concat(
        writePart10(
          {
            SpecificCharacterSet: "ISO_IR 192",
            SOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
            SOPInstanceUID: newUid(),
            StudyInstanceUID: study,
            SeriesInstanceUID: series,
            Modality: "CT",
            PatientID: number,
            PatientName: "Spoedman^Siem",
            PatientBirthDate: "19550607",
            PatientSex: "M",
            StudyDate: "20261122",
            StudyDescription: "CT hersenen",
            AccessionNumber: number,
            SeriesNumber: 1,
            InstanceNumber: index + 1,
            ImagePositionPatient: [0, 0, index * 5],
            ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
            PixelSpacing: [1, 1],
            WindowCenter: 2048,
            WindowWidth: 4096,
            Rows: SIDE,
            Columns: SIDE,
            BitsAllocated: 16,
            BitsStored: 12,
            HighBit: 11,
            SamplesPerPixel: 1,
            PixelRepresentation: 0,
            PhotometricInterpretation: "MONOCHROME2",
          },
          { frames: [new Uint8Array(pixels.buffer)], vr: "OW" },
        ),
      ),
    );
    return file;
  });
}

test("the first image of an emergency is on the recipient's screen before half of it has arrived", async ({
  page,
  signIn,
  browser,
}) => {
  test.setTimeout(300_000);
  const dicomPort = process.env.E2E_DICOM_PORT ?? process.env.DICOM_PORT ?? "";
  const admin = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  await signIn("admin@noord.example", admin);
  const aeTitle = `CT${Date.now()}`.slice(0, 16);
  const added = await admin.request.post("/api/v1/administration/peers", {
    data: { aeTitle, host: "127.0.0.1", port: await freePort() },
    headers: { origin: new URL(admin.url()).origin },
  });
  expect(added.ok(), await added.text()).toBe(true);
  await admin.context().close();

  const files = makeFiles();
  let arrived = 0;
  /** The scanner: an association for each image, as slowly as it likes. */
  const scan = async (upTo: number) => {
    for (; arrived < upTo; arrived += 1)
      await run("storescu", [
        "-aet",
        aeTitle,
        "-aec",
        "BEELDBRUG",
        "127.0.0.1",
        dicomPort,
        files[arrived] ?? "",
      ]);
  };

  // The duty desk has its page open.
  const duty = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  // Sound can't be heard here: what is asked of the loudspeaker is counted.
  await duty.addInitScript(() => {
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () {
      document.documentElement.dataset.rang = "true";
      return make.call(this);
    };
  });
  await signIn("desk@zuid.example", duty);
  await duty.goto("/inbox");
  await expect(duty.getByRole("heading", { name: "Ontvangen" })).toBeVisible();
  const mailbox = "radiologie@zuid.example";
  const mailed = (await mailsTo(duty, mailbox)).length;

  await signIn("sender@noord.example");
  await scan(2);
  // Three clicks: here, why, send. Whom is chosen by whom it was last time; the first time it is looked up.
  await page.getByRole("link", { name: "Spoed", exact: true }).click();
  const row = page.getByRole("button", { name: /Spoedman/ }).first();
  await expect(row).toHaveAttribute("aria-pressed", "true");
  const send = page.getByRole("region", { name: "Met spoed versturen" });
  const search = send.getByRole("combobox", { name: "Aan" });
  await search.fill("Radiologie Zuid");
  await page
    .getByRole("option", { name: /beelduitwisseling.*Zuid/ })
    .first()
    .click();
  await send.getByRole("button", { name: "Beroerte" }).click();
  await send.getByRole("button", { name: "Nu met spoed versturen" }).click();
  await expect(page).toHaveURL(/\/sent\//);
  await expect(page.getByText("nog geen eerste beeld")).toBeVisible();

  const alert = duty.getByTestId("emergency-alert");
  await expect(alert).toContainText("Beroerte", { timeout: 10_000 });
  await expect.poll(() => duty.title()).toContain("SPOED");
  await expect(duty.locator("html")).toHaveAttribute("data-rang", "true");
  await expect.poll(async () => (await mailsTo(duty, mailbox)).length, { timeout: 20_000 }).toBe(mailed + 1);
  expect((await mailsTo(duty, mailbox))[0]?.text).not.toMatch(/Spoedman|Beroerte/);
  await scan(5);
  // Of this one: another emergency may be waiting.
  const shareId = new URL(page.url()).pathname.split("/").at(-1);
  await alert.locator(`a[href*="${shareId}"]`).click();
  await expect.poll(() => greyValues(duty), { timeout: 60_000 }).toBeGreaterThan(20);
  expect(arrived).toBeLessThan(COUNT / 2);
  // Both sides see how long it took.
  await expect(page.getByText(/eerste beeld na/)).toBeVisible({ timeout: 15_000 });

  // It grows, and never looks complete.
  await expect(duty.getByTestId("arrival")).toContainText("er kunnen er meer komen");
  await scan(COUNT);
  await expect(duty.getByTestId("arrival")).toContainText(
    `${COUNT} beelden ontvangen, er kunnen er meer komen`,
    {
      timeout: 60_000,
    },
  );
  await expect(page.getByRole("article")).toContainText("Er kunnen nog beelden komen");
  await page.getByRole("button", { name: "Alles is er" }).click();
  await expect(page.getByText(`${COUNT} van ${COUNT} beelden`).first()).toBeVisible();
  await expect(duty.getByTestId("arrival")).toBeHidden({ timeout: 120_000 });

  // Both sides keep the clock to the first image.
  await duty.goto(new URL(page.url()).pathname.replace("/sent/", "/inbox/"));
  await expect(duty.getByText(/eerste beeld na/)).toBeVisible();
  await duty.context().close();

  // The next time whom it goes to is known: here, why, send.
  await page.getByRole("link", { name: "Spoed", exact: true }).click();
  await expect(row).toHaveAttribute("aria-pressed", "true");
  const again = send.getByRole("button", { name: "Nu met spoed versturen" });
  await expect(again).toBeDisabled();
  await send.getByRole("button", { name: "Trauma" }).click();
  await expect(again).toBeEnabled();
});

test("what comes in meanwhile moves no row, and nothing under the hand of who is sending", async ({
  page,
  signIn,
}) => {
  const arriving = (name: string, begun: number, last: number) => ({
    studyInstanceUid: `2.25.${begun}`,
    description: "",
    origin: "DIMSE",
    modalities: ["CT"],
    seriesCount: 1,
    instanceCount: 1,
    firstReceivedAt: new Date(begun * 1000).toISOString(),
    lastReceivedAt: new Date(last * 1000).toISOString(),
    patient: { name, birthDate: null, sex: "", patientIdentifier: String(begun), bsn: null },
  });
  let items = [arriving("Tweede^Twan", 200, 300), arriving("Eerste^Els", 100, 250)];
  await page.route("**/api/v1/studies/arriving", (route) => route.fulfill({ json: { items } }));
  await signIn("sender@noord.example");
  await page.goto("/emergency");
  const list = page.getByRole("list", { name: "Binnenkomende onderzoeken" });
  const names = () => list.getByRole("listitem").locator("span.block.font-semibold").allTextContents();
  const send = page.getByRole("region", { name: "Met spoed versturen" });
  await expect(send.getByRole("heading")).toContainText("Tweede");
  items = [arriving("Eerste^Els", 100, 400), arriving("Tweede^Twan", 200, 300)];
  await expect(list.getByRole("listitem").last()).toContainText("Eerste");
  await page.waitForResponse("**/api/v1/studies/arriving");
  await send.getByLabel("Waarom het niet kan wachten").fill("Val van een steiger");
  items = [arriving("Derde^Door", 500, 500), ...items];
  await expect(list.getByRole("listitem")).toHaveCount(3);
  expect((await names()).map((name) => name.split(",")[0])).toEqual(["Derde", "Tweede", "Eerste"]);
  await expect(send.getByRole("heading")).toContainText("Tweede");
  await expect(send.getByLabel("Waarom het niet kan wachten")).toHaveValue("Val van een steiger");
});
