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
