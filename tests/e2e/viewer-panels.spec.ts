import { AxeBuilder } from "@axe-core/playwright";
import { demoStudyUid } from "@/prisma/seed";
import { expect, test } from "./fixtures";
import { openViewer } from "./viewer-support";

test("key images: marked with a note, starred on the image, listed, jumped to, and taken away", async ({
  page,
  signIn,
}) => {
  await signIn("radiologist@zuid.example");
  await openViewer(page, demoStudyUid("zuid-ct-devries"));
  await page.getByRole("button", { name: /^(Sleutelbeelden|Key images)$/ }).click();
  const panel = page.getByTestId("panel-keyImages");
  const shown = await page.locator("[data-shown-index]").first().getAttribute("data-shown-index");
  await panel.getByRole("textbox").fill("Graag bespreken");
  await panel.getByRole("button", { name: /^(Markeren|Mark|Notitie bewaren|Save note)$/ }).click();
  await expect(page.getByTestId("key-image").first()).toContainText("Graag bespreken");
  await expect(page.getByTestId("key-image-tick").first()).toBeVisible();

  await page.getByTestId("viewport-1").focus();
  await page.keyboard.press("Home");
  await expect(page.getByTestId("key-image")).toHaveCount(0);
  const listed = panel.getByTestId("key-image-list").getByRole("button", { name: /Graag bespreken/ });
  await listed.click();
  await expect(page.locator("[data-shown-index]").first()).toHaveAttribute("data-shown-index", shown ?? "");

  // After a reload it is still there: it is kept on the server.
  await page.reload();
  await expect(page.getByTestId("key-image").first()).toContainText("Graag bespreken", { timeout: 60_000 });
  await page.getByTestId("viewport-1").focus();
  await page.keyboard.press("k");
  await expect(page.getByTestId("key-image")).toHaveCount(0);
});

test("every attribute of the shown instance can be found by name, tag and value", async ({
  page,
  signIn,
}) => {
  await signIn("radiologist@zuid.example");
  await openViewer(page, demoStudyUid("zuid-ct-devries"));
  await page.keyboard.press(";");
  const panel = page.getByTestId("panel-tags");
  await expect(panel.getByRole("cell", { name: "Modality", exact: true })).toBeVisible();
  await panel.getByRole("searchbox").fill("pixel spacing");
  await expect(panel.getByRole("row")).toHaveCount(2);
  await expect(panel.getByRole("cell", { name: /^0\.\d+ \\ 0\.\d+$/ })).toBeVisible();
  await panel.getByRole("searchbox").fill("00100020");
  await expect(panel.getByRole("cell", { name: "Patient ID", exact: true }).first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include(".viewer-side-panel").analyze();
  expect(violations).toEqual([]);
});

test("a key can be given to another command, and is remembered", async ({ page, signIn }) => {
  await signIn("radiologist@zuid.example");
  const study = demoStudyUid("zuid-ct-devries");
  await openViewer(page, study);
  await page.keyboard.press("?");
  const help = page.getByTestId("key-help");
  const { violations } = await new AxeBuilder({ page }).include("[data-testid=key-help]").analyze();
  expect(violations).toEqual([]);
  await help.locator("[data-command=tool-length]").click();
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith("/viewer-preferences") && answer.request().method() === "PUT",
  );
  await page.keyboard.press("9");
  expect((await kept).status()).toBe(204);
  await expect(help.locator("[data-command=tool-length]")).toHaveText("9");
  await expect(help.locator("[data-command=preset-9]")).toHaveText("–");

  await openViewer(page, study);
  const tool = page.getByRole("button", { name: /^(Lengte meten|Measure length)$/ });
  await expect(tool).toHaveAttribute("title", /\(9\)/);
  await page.keyboard.press("9");
  await expect(tool).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("?");
  await help.getByRole("button", { name: /Gewone toetsen terug|Usual keys again/ }).click();
  await expect(help.locator("[data-command=tool-length]")).toHaveText("l");
});

test("a picture is saved without patient data unless that is asked for", async ({ page, signIn }) => {
  await signIn("radiologist@zuid.example");
  await openViewer(page, demoStudyUid("zuid-ct-devries"));
  const menu = page.getByRole("combobox", { name: /^(Afbeelding|Picture)$/ });
  const sizes: number[] = [];
  for (const choice of ["save", "savePatient"]) {
    const download = page.waitForEvent("download");
    await menu.selectOption(choice);
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/^image-[\d-]+\.png$/);
    const { default: sharp } = await import("sharp");
    const { data, info } = await sharp(await saved.path())
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(new Set(data).size).toBeGreaterThan(50);
    // Bright writing in the upper left corner is the patient's name.
    let bright = 0;
    for (let y = 0; y < 60; y += 1)
      for (let x = 0; x < 160; x += 1) if ((data[y * info.width + x] ?? 0) > 180) bright += 1;
    sizes.push(bright);
  }
  expect(sizes[0]).toBeLessThan(20);
  expect(sizes[1]).toBeGreaterThan(100);
});

test("what is no image says why, with the way to its files; a share for viewing only says that", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("radiologist@zuid.example");
  await openViewer(page, demoStudyUid("zuid-ct-devries"));
  await page.getByTestId("series").filter({ hasText: "RTSTRUCT" }).getByRole("button").click();
  const pane = page.getByTestId("viewport-1");
  await expect(pane).toContainText("contouren staan over de beelden");
  const files = await page.request.head(
    (await pane.getByRole("link", { name: "Onderzoek downloaden" }).getAttribute("href")) ?? "",
  );
  expect([files.status(), files.headers()["content-type"]]).toEqual([200, "application/zip"]);

  const context = await browser.newContext({ locale: "nl-NL", baseURL: process.env.E2E_BASE_URL ?? "" });
  const sender = await context.newPage();
  await signIn("sender@noord.example", sender);
  const headers = { origin: new URL(sender.url()).origin };
  const book = await sender.request.get("/api/v1/directory?q=radiologist@zuid.example");
  const { items } = (await book.json()) as { items: { addressId: string }[] };
  const study = demoStudyUid("noord-mr-vandenberg");
  const sent = await sender.request.post("/api/v1/shares", {
    headers,
    data: {
      studies: [{ studyInstanceUid: study }],
      recipients: [{ addressId: items[0]?.addressId }],
      purpose: "CONSULT",
      priority: "ROUTINE",
      canDownload: false,
    },
  });
  expect(sent.status(), await sent.text()).toBe(201);
  const { id } = (await sent.json()) as { id: string };
  await openViewer(page, study, `&share=${id}`);
  await page.getByTestId("series").filter({ hasText: "SR" }).getByRole("button").click();
  await expect(pane).toContainText("laat deze zending alleen bekijken");
  await expect(pane.getByRole("link")).toHaveCount(0);
  const original = await page.request.get(`/dicom-web/shares/${id}/studies/${study}`, {
    headers: { accept: 'multipart/related; type="application/dicom"' },
  });
  expect(original.status()).toBe(403);

  // Withdrawn while somebody is away for a minute: at the first movement the images go.
  expect((await sender.request.post(`/api/v1/shares/${id}/revoke`, { headers, data: {} })).ok()).toBe(true);
  await page.clock.setSystemTime(Date.now() + 60_000);
  await page.mouse.move(300, 300);
  await page.mouse.move(320, 320);
  await expect(page.getByRole("heading", { name: "Deze zending is ingetrokken" })).toBeVisible();
  await expect(page.locator("canvas")).toHaveCount(0);
  await context.close();
});

test.describe("in English", () => {
  test.use({ locale: "en-GB" });

  test("the viewer and its panels hold up to axe, the report is one key away", async ({ page, signIn }) => {
    await signIn("radiologist@zuid.example");
    await openViewer(page, demoStudyUid("zuid-ct-devries"));
    await expect(page.locator(".viewer-status")).toContainText("Not for primary diagnosis");
    const press = (key: string) => () => page.keyboard.press(key);
    const click = (name: string) => () => page.getByRole("button", { name, exact: true }).click();
    const stages: [what: string, show: () => Promise<void>, seen: string][] = [
      ["report", press("d"), "Reports and documents"],
      ["markings", click("Over the images"), "Measurements from reports"],
      ["key images", click("Key images"), "Images that were pointed out"],
      ["layout", press("g"), "1 row, 1 column"],
    ];
    for (const [what, show, seen] of stages) {
      await show();
      await expect(page.locator(".viewer")).toContainText(seen);
      const { violations } = await new AxeBuilder({ page }).include(".viewer").analyze();
      expect(violations, what).toEqual([]);
    }
  });
});
