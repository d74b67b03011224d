import fs from "node:fs";
import type { Locator } from "@playwright/test";
import { newUid } from "@/lib/dicom";
import { discInstance, makeDisc } from "@/tests/support/disc";
import type { Visitor } from "./visitor";

/** Brings a visitor to the state of a screen that is to be looked at. */
export type Step = (visitor: Visitor) => Promise<unknown>;

const PATIENCE = 8_000;

export const open =
  (path: string): Step =>
  ({ page, address }) =>
    page.goto(address + path);

/** What was opened, and then what else is done there. */
export const inTurn =
  (...steps: Step[]): Step =>
  async (visitor) => {
    for (const step of steps) await step(visitor);
  };

/** Clicks what is called that; programs that listen come after the page, so it is asked until something changed. */
export const press =
  (
    key: string,
    {
      last = false,
      role = "button",
    }: { last?: boolean; role?: "button" | "link" | "tab" | "radio" | "checkbox" } = {},
  ): Step =>
  async ({ page, word }) => {
    const found = page.getByRole(role, { name: word(key) });
    await click(last ? found.last() : found.first());
  };

async function click(target: Locator): Promise<void> {
  await target.waitFor({ timeout: PATIENCE });
  await listens(target);
  await target.click({ timeout: PATIENCE });
}

/** Rows and buttons stand there before the page's programs listen. */
async function listens(target: Locator): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    const isListening = await target.evaluate((node) =>
      Object.keys(node).some((key) => key.startsWith("__reactProps")),
    );
    if (isListening) return;
    await target.page().waitForTimeout(100);
  }
}

export const choose =
  (selector: string, index = 0): Step =>
  ({ page }) =>
    click(page.locator(selector).nth(index));

export const fill =
  (selector: string, text: string): Step =>
  async ({ page }) => {
    const field = page.locator(selector).first();
    await field.waitFor({ timeout: PATIENCE });
    await listens(field);
    await field.fill(text);
  };

export const keys =
  (...names: string[]): Step =>
  async ({ page }) => {
    for (const name of names) await page.keyboard.press(name);
  };

export const wait =
  (milliseconds: number): Step =>
  ({ page }) =>
    page.waitForTimeout(milliseconds);

export const openFirst = (list: string, selector: string): Step => inTurn(open(list), choose(selector));

/** Holds or breaks what the page asks of the API, while the step runs. */
export const answering =
  (how: "never" | "broken", path: string, step: Step): Step =>
  async (visitor) => {
    await visitor.page.route(`**/api/v1${path}`, (route) =>
      how === "never"
        ? undefined
        : route.fulfill({ status: 500, json: { title: "Broken", reference: "7F3A21" } }),
    );
    await step(visitor);
  };

// --- meetings ---

async function meetingAddress({ api }: Visitor): Promise<string> {
  const { items } = await api<{ items: { id: string }[] }>("/api/v1/meetings");
  if (!items[0]) throw new Error("no meeting");
  return items[0].id;
}

export const meeting =
  (part: "" | "/prepare" | "/coordinate"): Step =>
  async (visitor) =>
    open(`/meetings/${await meetingAddress(visitor)}${part}`)(visitor);

export const projector: Step = async (visitor) => {
  await open(`/present/${await meetingAddress(visitor)}`)(visitor);
  await visitor.page.waitForTimeout(3_000);
};

export const meetingSeries: Step = inTurn(meeting(""), choose("a[href*='/meetings/series/']"));

/** The outcome of the second case, signed by the chair who looks; it stays so for the next language. */
export const signedCase: Step = async (visitor) => {
  const { api, page } = visitor;
  const meetingId = await meetingAddress(visitor);
  const { cases } = await api<{ cases: { id: string }[] }>(`/api/v1/meetings/${meetingId}`);
  const path = `/api/v1/meetings/cases/${cases[1]?.id}`;
  const found = await api<{ outcome: { version: number; signedAt: string | null } | null }>(path);
  if (!found.outcome?.signedAt) {
    const { outcome } = await api<{ outcome: { version: number } }>(
      `${path}/outcome`,
      {
        conclusion: "Beeld past bij een laaggradig glioom. Stereotactisch biopt, daarna opnieuw bespreken.",
        followUp: "Afspraak neurochirurgie binnen een week.",
        version: found.outcome?.version ?? 0,
      },
      "PUT",
    );
    await api(`${path}/sign`, { version: outcome.version });
  }
  await open(`/meetings/${meetingId}`)(visitor);
  await choose("[data-row]", 1)(visitor);
  await page.waitForTimeout(1_000);
};

// --- emergencies ---

/** Something that came in, sent on as an emergency to the duty desk of the other hospital. */
export const emergencySent: Step = async (visitor) => {
  const { api, page } = visitor;
  const { items } = await api<{ items: { studyInstanceUid: string }[] }>("/api/v1/studies/search", {
    text: "hersenen trauma",
    limit: 1,
  });
  const found = await api<{ items: { addressId: string; kind: string }[] }>("/api/v1/directory/search", {
    q: "radiologie@zuid.example",
  });
  const desk = found.items.find(({ kind }) => kind === "MAILBOX");
  const share = await api<{ id: string }>("/api/v1/shares", {
    studies: items.map(({ studyInstanceUid }) => ({ studyInstanceUid })),
    recipients: [{ addressId: desk?.addressId }],
    purpose: "TRANSFER",
    priority: "EMERGENCY",
    emergencyReason: "Traumatische hersenbloeding, wordt overgeplaatst",
    emergencyGround: "CANNOT_CONSENT",
  });
  await open(`/sent/${share.id}`)(visitor);
  await page.waitForTimeout(1_500);
};

// --- the viewer ---

async function ctStudy({ api }: Visitor): Promise<string> {
  const { items } = await api<{ items: { studyInstanceUid: string; modalities: string[] }[] }>(
    "/api/v1/studies/search",
    { modality: "CT", limit: 20 },
  );
  const best = items.find(({ modalities }) => modalities.includes("DOC")) ?? items[0];
  if (!best) throw new Error("no CT");
  return best.studyInstanceUid;
}

export const viewer =
  (...pressed: string[]): Step =>
  async (visitor) => {
    await open(`/viewer?studyUID=${await ctStudy(visitor)}`)(visitor);
    await visitor.page.waitForTimeout(5_000);
    await keys(...pressed)(visitor);
    await visitor.page.waitForTimeout(1_500);
  };

/** The viewer on what was sent, with its conversation. */
export const sharedViewer: Step = async (visitor) => {
  const { items } = await visitor.api<{ items: { id: string; replyCount?: number }[] }>(
    "/api/v1/shares?box=inbox",
  );
  await open(`/viewer?share=${items.at(-1)?.id}`)(visitor);
  await visitor.page.waitForTimeout(5_000);
};

/** The PDF inside an instance, as the viewer opens it apart. */
export const pdf: Step = async (visitor) => {
  const study = await ctStudy(visitor);
  const answer = await visitor.page.request.get(
    `${visitor.address}/dicom-web/studies/${study}/instances?Modality=DOC`,
    { headers: { accept: "application/dicom+json" } },
  );
  const [instance] = (await answer.json()) as Record<string, { Value?: string[] }>[];
  const query = new URLSearchParams({
    studyUID: study,
    seriesUID: instance?.["0020000E"]?.Value?.[0] ?? "",
    instanceUID: instance?.["00080018"]?.Value?.[0] ?? "",
  });
  await open(`/document?${query}`)(visitor);
  await visitor.page.waitForTimeout(3_000);
};

// --- uploads ---

function disc(families: string[], images: number, refused = true): string {
  const files: Record<string, Uint8Array | string> = refused
    ? {
        DICOMDIR: "x".repeat(200),
        "AUTORUN.INF": "[autorun]",
        "VIEWER/START.EXE": "MZ",
        "LEESMIJ.TXT": "viewer",
      }
    : {};
  for (const family of families) {
    const study = newUid();
    const series = newUid();
    for (let index = 1; index <= images; index += 1) {
      const bytes = discInstance({
        StudyInstanceUID: study,
        SeriesInstanceUID: series,
        PatientID: `SCHIJF-${family}`,
        PatientName: `${family}^Proef`,
        PatientBirthDate: "19610203",
        PatientSex: "F",
        StudyDate: "20261101",
        StudyDescription: "CT abdomen",
        InstanceNumber: index,
      });
      files[`${family}/IM${String(index).padStart(5, "0")}`] = index === 2 ? bytes.slice(0, 900) : bytes;
    }
  }
  return makeDisc(files);
}

const discs: string[] = [];

/** The pages read the discs' files until they are done. */
export function removeDiscs(): void {
  for (const folder of discs) fs.rmSync(folder, { recursive: true, force: true });
}

const upload =
  (folder: () => string): Step =>
  async ({ page, address }) => {
    await page.goto(`${address}/studies`);
    const field = page.getByTestId("upload-folder");
    await field.waitFor({ state: "attached" });
    await listens(field);
    const from = folder();
    discs.push(from);
    await field.setInputFiles(from);
    await page.waitForTimeout(1_500);
  };

/** Two patients on one disc: who is meant is asked. */
export const uploadQuestion: Step = upload(() => disc(["Schijfman", "Plaatjes"], 3));

export const uploadDone: Step = async (visitor) => {
  await upload(() => disc(["Schijfman"], 4))(visitor);
  await visitor.page
    .getByRole("region", { name: visitor.word("upload.dock.label") })
    .getByText(visitor.word("upload.dock.done"))
    .waitFor({ timeout: 30_000 });
};

/** Bytes that don't get through: the dock as it stands while it runs. */
export const uploadRunning: Step = async (visitor) => {
  await visitor.page.route(/\/uploads\/./, () => {});
  await upload(() => disc(["Schijfman", "Plaatjes"].slice(0, 1), 60, false))(visitor);
};

export const uploadHover: Step = async (visitor) => {
  await open("/studies")(visitor);
  await visitor.page.waitForTimeout(1_500);
  await visitor.page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "x"));
    window.dispatchEvent(new DragEvent("dragenter", { dataTransfer, bubbles: true }));
  });
};

/** Who isn't a demo account sets up a second step at the first sign-in. */
export const firstSignIn: Step = async (visitor) => {
  const { page, address, api } = visitor;
  const email = `nieuw-${Date.now()}@noord.example`;
  const password = "een nieuwe collega begint";
  await api("/api/v1/administration/users", {
    name: "Nora Nieuw",
    email,
    roles: ["CARE_PROVIDER"],
    password,
    locale: "nl",
  });
  await page.context().clearCookies();
  await page.goto(`${address}/sign-in`);
  await page.getByLabel(/e-mail/i).fill(email);
  await page.getByLabel(/wachtwoord|password/i).fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("img").last().waitFor({ timeout: PATIENCE });
};

// --- sending ---

export const fillInSend: Step = async ({ page, address }) => {
  await page.goto(`${address}/send`);
  // What was begun before is kept for who comes back.
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(`${address}/send`);
  const boxes = page.getByRole("list").getByRole("checkbox");
  await boxes.nth(1).check();
  const search = page.locator("#main").getByRole("combobox").first();
  await search.fill("orthopedie zuid");
  await page.getByRole("option").first().click();
};

export const importPreview: Step = async (visitor) => {
  const { page } = visitor;
  await inTurn(open("/administration/sources"), press("admin.sources.import"))(visitor);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(visitor.word("admin.sources.sourceName")).fill("Regionaal adresboek");
  await dialog.locator("input[type=file]").setInputFiles({
    name: "boek.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(
      "organization_ura,organization_name,city,kind,identifier,family_name,name,email\n" +
        "87654321,Kliniek De Vecht,Utrecht,PRACTITIONER,p1,van der Meulen,,meulen@vecht.example\n" +
        "87654321,Kliniek De Vecht,Utrecht,PRACTITIONER,p2,Aydın,,aydin@vecht.example\n" +
        "1,Fout,,PRACTITIONER,p3,Fout,,\n",
    ),
  });
  await inTurn(press("admin.sources.preview"), wait(1_000))(visitor);
};
