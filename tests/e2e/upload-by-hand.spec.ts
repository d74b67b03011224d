import fs from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { newUid } from "@/lib/dicom";
import { discInstance, makeDisc } from "../support/disc";
import { expect, test } from "./fixtures";

/** So large that a disc has several bundles: there is a middle to stop in. */
const PADDING = new Uint8Array(1_500_000);

function disc(family: string, count: number): string {
  const common = {
    StudyInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    PatientID: `HAND-${family}`,
    PatientName: `${family}^Proef`,
    PatientBirthDate: "19610203",
    PatientSex: "F",
    StudyDate: "20261103",
    StudyDescription: `CT van ${family}`,
  };
  return makeDisc(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `DICOM/IM${String(index).padStart(3, "0")}`,
        discInstance({ ...common, InstanceNumber: index + 1, DataSetTrailingPadding: PADDING }),
      ]),
    ),
  );
}

/**
 * Drops a folder on the page. The protocol's own drop gives folders that can't be read, so the folder is built in
 * the browser's file system: real entries, walked as those of a desktop are.
 */
async function dropFolder(page: Page, folder: string): Promise<void> {
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => fs.statSync(path.join(folder, name)).isFile())
    .map((name) => ({ name, base64: fs.readFileSync(path.join(folder, name)).toString("base64") }));
  const dragged = await page.evaluateHandle(async (all) => {
    type Opener = (type: 0, size: number, done: (system: FileSystem) => void, failed: () => void) => void;
    const { webkitRequestFileSystem: open } = window as unknown as { webkitRequestFileSystem: Opener };
    const system = await new Promise<FileSystem>((done, failed) => open(0, 1e9, done, failed));
    const folderIn = (parent: FileSystemDirectoryEntry, name: string) =>
      new Promise<FileSystemDirectoryEntry>((done, failed) =>
        parent.getDirectory(name, { create: true }, done as never, failed),
      );
    const root = await folderIn(system.root, "DVD");
    for (const { name, base64 } of all) {
      const parts = name.split("/");
      let parent = root;
      for (const part of parts.slice(0, -1)) parent = await folderIn(parent, part);
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const entry = await new Promise<FileSystemEntry>((done, failed) =>
        parent.getFile(parts.at(-1) ?? "", { create: true }, done, failed),
      );
      type Writer = { onwriteend: () => void; write: (blob: Blob) => void };
      type Writable = { createWriter: (done: (writer: Writer) => void) => void };
      await new Promise<void>((done) =>
        (entry as unknown as Writable).createWriter((writer) => {
          writer.onwriteend = done;
          writer.write(new Blob([bytes]));
        }),
      );
    }
    return { types: ["Files"], items: [{ kind: "file", webkitGetAsEntry: () => root }] };
  }, files);
  const send = (type: string) =>
    page.evaluate(
      ([name, dataTransfer]) => {
        const event = new DragEvent(name, { bubbles: true, cancelable: true });
        Object.defineProperty(event, "dataTransfer", { value: dataTransfer });
        document.body.dispatchEvent(event);
      },
      [type, dragged] as const,
    );
  // The page is there before its programs listen.
  await expect(async () => {
    await send("dragenter");
    await expect(page.getByText("Laat los om te uploaden")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await send("drop");
  await expect(page.getByText("Laat los om te uploaden")).toHaveCount(0);
}

/** Lets uploads through until `bytes` have gone, and holds the rest until `release`. */
async function holdAfter(
  page: Page,
  requests: number,
): Promise<{ release: () => void; isHeld: () => boolean }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let seen = 0;
  let isOpen = false;
  await page.route("**/uploads/**", async (route) => {
    if (route.request().method() === "PATCH") seen += 1;
    if (seen > requests && !isOpen) await released;
    await route.continue().catch(() => {});
  });
  return {
    release: () => {
      isOpen = true;
      release();
    },
    isHeld: () => seen > requests,
  };
}

test.beforeEach(async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  await page.goto("/studies");
  await expect(page.getByRole("grid", { name: "Onderzoeken" })).toBeVisible();
});

test("a folder is dropped on the page", async ({ page }) => {
  await dropFolder(page, disc("Sleep", 4));
  const dock = page.getByRole("region", { name: "Upload" });
  await expect(dock.getByText("Upload klaar")).toBeVisible({ timeout: 60_000 });
  await expect(dock).toContainText("4 beelden opgeslagen");
});

test("an upload is paused, goes on, and another is stopped half-way", async ({ page }) => {
  const line = await holdAfter(page, 1);
  await page.getByTestId("upload-folder").setInputFiles(disc("Pauze", 40));
  const dock = page.getByRole("region", { name: "Upload" });
  await expect.poll(line.isHeld).toBe(true);
  await dock.getByRole("button", { name: "Pauzeren" }).click();
  await expect(dock.getByText("Gepauzeerd")).toBeVisible();
  line.release();
  const total = dock.getByRole("progressbar", { name: "Totale voortgang" });
  // What was on the wire may still land; after that nothing moves.
  await page.waitForTimeout(1500);
  const before = await total.getAttribute("aria-valuenow");
  await page.waitForTimeout(1500);
  expect(await total.getAttribute("aria-valuenow")).toBe(before);
  await dock.getByRole("button", { name: "Hervatten" }).click();
  await expect(dock.getByText("Upload klaar")).toBeVisible({ timeout: 90_000 });
  await expect(dock).toContainText("40 beelden opgeslagen");
  await dock.getByRole("button", { name: "Sluiten" }).click();

  const hold = await holdAfter(page, 1);
  await page.getByTestId("upload-folder").setInputFiles(disc("Stop", 40));
  await expect.poll(hold.isHeld).toBe(true);
  await dock.getByRole("button", { name: "Stoppen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stoppen" }).click();
  await expect(dock).toContainText("Upload gestopt");
  hold.release();
});

test("a closed page's upload is told of on the next page, and the same folder sends only the rest", async ({
  page,
  context,
}) => {
  const folder = disc("Verder", 40);
  await holdAfter(page, 1);
  await page.getByTestId("upload-folder").setInputFiles(folder);
  // The first bundle is in and stored; the others are on their way.
  await expect(page.getByRole("region", { name: "Upload" })).toContainText(/[1-9]\d* van 40 beelden/, {
    timeout: 60_000,
  });
  await page.waitForTimeout(2000);
  await page.close();

  const fresh = await context.newPage();
  await fresh.goto("/studies");
  const notice = fresh.getByRole("region", { name: "Upload die niet af is" });
  await expect(notice).toContainText(/[1-9]\d* van 40 bestanden binnen/);
  await expect(notice).toContainText("Verder, P. (Proef)");
  const arrived = Number(/(\d+) van 40/.exec((await notice.textContent()) ?? "")?.[1]);
  expect(arrived).toBeLessThan(40);

  let sent = 0;
  fresh.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/uploads"))
      sent += Number(request.headers()["upload-length"]);
  });
  await fresh.getByTestId("upload-folder").setInputFiles(folder);
  const dock = fresh.getByRole("region", { name: "Upload", exact: true });
  await expect(dock.getByText("Upload klaar")).toBeVisible({ timeout: 90_000 });
  await expect(notice).toHaveCount(0);
  expect(sent).toBeLessThan((40 - arrived + 1) * 1_600_000);
  expect(sent).toBeGreaterThan((40 - arrived - 1) * 1_500_000);
});

test("a page that was closed after the last byte has its upload completed by the next page", async ({
  page,
  context,
}) => {
  // All bytes go; the word that nothing more comes never does.
  const isReady = new Promise<void>((resolve) =>
    // Answered, because what hangs when a page is closed may be let through after all.
    page.route("**/imports/*/close", (route) => route.fulfill({ status: 503 }).then(resolve)),
  );
  await page.getByTestId("upload-folder").setInputFiles(disc("Eind", 3));
  await isReady;
  await page.close();

  const fresh = await context.newPage();
  const closed = fresh.waitForResponse((response) => response.url().endsWith("/close"));
  await fresh.goto("/studies");
  const notice = fresh.getByRole("region", { name: "Upload die op het eind werd onderbroken" });
  await expect(notice).toContainText("Alle 3 bestanden zijn binnen. · Eind, P. (Proef)");
  await expect(notice).toContainText("Dat is nu gebeurd");
  expect(await (await closed).json()).toMatchObject({ state: "CLOSED", outcomes: { stored: 3 } });
  await expect(fresh.getByText("Deze upload is niet af.")).toHaveCount(0);
  await notice.getByRole("button", { name: "Sluiten" }).click();
  await expect(notice).toHaveCount(0);
});

test("an administrator deletes a study, after a box was ticked; then it is nowhere", async ({
  page,
  context,
  signIn,
}) => {
  await context.clearCookies();
  await signIn("admin@noord.example");
  await page.goto("/studies");
  await page.getByTestId("upload-folder").setInputFiles(disc("Wegermee", 1));
  const dock = page.getByRole("region", { name: "Upload" });
  await expect(dock.getByText("Upload klaar")).toBeVisible({ timeout: 60_000 });
  await dock.getByRole("link", { name: /Wegermee/ }).click();
  await expect(page.getByRole("region", { name: "Patiënt" })).toContainText("Wegermee");
  const address = page.url();
  await page.getByRole("button", { name: "Verwijderen" }).click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText("Wegermee, P. (Proef)");
  const confirm = question.getByRole("button", { name: "Verwijderen" });
  await expect(confirm).toBeDisabled();
  await question.getByRole("checkbox").check();
  await confirm.click();
  await expect(page).toHaveURL(/\/studies$/);
  await page.getByRole("searchbox").fill("Wegermee");
  await expect(page.getByRole("heading", { name: "Geen onderzoeken gevonden" })).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Deze pagina is er niet" })).toBeVisible();
});
