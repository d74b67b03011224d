import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Locator, Page } from "@playwright/test";
import { demoStudyUid } from "@/prisma/seed";
import { expect, listening, test } from "./fixtures";
import { greyValues } from "./viewer-support";

type SignIn = (email: string, page?: Page) => Promise<void>;

async function pageOf(browser: Browser, signIn: SignIn, email: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL, locale: "nl-NL" });
  const page = await context.newPage();
  await signIn(email, page);
  return page;
}

async function mailsTo(page: Page, address: string): Promise<{ subject: string; text: string }[]> {
  const response = await page.request.get("/dev/mail", { headers: { accept: "application/json" } });
  const mails = (await response.json()) as { to: string; subject: string; text: string }[];
  return mails.filter(({ to }) => to === address);
}

const accessible = async (page: Page) =>
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

async function invite(page: Page, email: string) {
  const search = page.getByRole("combobox", { name: "Nodig iemand uit" });
  await search.fill(email);
  await expect(page.getByRole("option").first()).toBeVisible();
  const before = await page.getByRole("list", { name: "Deelnemers" }).getByRole("listitem").count();
  await search.press("Enter");
  await expect(page.getByRole("list", { name: "Deelnemers" }).getByRole("listitem")).toHaveCount(before + 1);
}

/** With the mouse, in steps as a hand makes them: the browser's own drag begins and goes on by movements. */
async function drag(page: Page, handle: RegExp, ...places: Locator[]) {
  await page.getByRole("button", { name: handle }).hover();
  await page.mouse.down();
  for (const place of places) {
    const box = await place.boundingBox();
    if (!box) throw new Error("nothing to drag it to");
    await page.mouse.move(box.x + 40, box.y + box.height / 2, { steps: 12 });
    await expect(page.locator("li", { has: page.getByRole("button", { name: handle }) })).toHaveClass(
      /opacity/,
    );
  }
  await page.mouse.up();
}

test("a week of a meeting: four people of three organisations", async ({ page, signIn, browser }) => {
  test.setTimeout(300_000);
  const title = `MDO proef ${Date.now() % 100_000}`;
  const firstDate = new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10);

  // Monday: the coordinator makes the series and invites.
  await signIn("mdo@zuid.example");
  await page.goto("/meetings");
  const add = page.getByRole("button", { name: "Nieuwe reeks" });
  await listening(add);
  await add.click();
  await page.getByLabel("Naam", { exact: true }).fill(title);
  await page.getByLabel("Eerste datum").fill(firstDate);
  await page.getByRole("button", { name: "Reeks maken" }).click();
  await expect(page).toHaveURL(/\/meetings\/series\//);
  for (const email of ["radiologist@zuid.example", "sender@noord.example", "clinician@oost.example"])
    await invite(page, email);
  await page.getByRole("combobox", { name: /^Rol van van Leeuwen|^Rol van .*Leeuwen/ }).click();
  await page.getByRole("option", { name: "Voorzitter" }).click();
  await accessible(page);
  await page.goto("/meetings");
  await page
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  const address = new URL(page.url()).pathname;

  // Tuesday: two referrers submit; the coordinator's open board shows it by itself.
  const sender = await pageOf(browser, signIn, "sender@noord.example");
  await sender.goto(address);
  const submit = sender.getByRole("button", { name: "Bespreking aanmelden" });
  await listening(submit);
  await submit.click();
  const dialog = sender.getByRole("dialog");
  await dialog.getByLabel("Zoek onderzoeken in uw archief").fill("Jansen");
  const found = dialog.getByRole("list", { name: "Gevonden onderzoeken" });
  await found
    .getByRole("checkbox", { name: /Jansen/ })
    .first()
    .check();
  await dialog.getByLabel("Vraag").fill("Is resectie mogelijk?");
  await dialog.getByRole("button", { name: "Aanmelden" }).click();
  const agenda = page.getByRole("list", { name: "Agenda" });
  await expect(agenda.getByText("Jansen").first()).toBeVisible();

  const clinician = await pageOf(browser, signIn, "clinician@oost.example");
  await clinician.goto(address);
  const second = clinician.getByRole("button", { name: "Bespreking aanmelden" });
  await listening(second);
  await second.click();
  await clinician.getByRole("checkbox", { name: "Ik heb nog geen beelden" }).check();
  await clinician.getByLabel("Achternaam").fill("Proefpersoon");
  await clinician.getByLabel("Voornaam of voorletters").fill("Pim");
  await clinician.getByRole("dialog").getByRole("button", { name: "Aanmelden" }).click();
  await expect(agenda.getByRole("listitem")).toHaveCount(2);

  // Wednesday: complete at a glance; order by keyboard, remind with one click.
  const last = agenda.getByRole("listitem").nth(1);
  await expect(last.locator('[data-light="RED"]')).toHaveCount(4);
  await expect(agenda.getByRole("listitem").first().locator('[data-light="GREEN"]')).not.toHaveCount(0);
  await accessible(page);
  await page.getByRole("button", { name: /Versleep .*Proefpersoon/ }).press("ArrowUp");
  await expect(agenda.getByRole("listitem").first()).toContainText("Proefpersoon");
  await expect(clinician.getByRole("list", { name: "Agenda" }).getByRole("listitem").first()).toContainText(
    "Proefpersoon",
  );
  const before = (await mailsTo(page, "clinician@oost.example")).length;
  await page.getByRole("button", { name: /^Herinneren: .*Proefpersoon/ }).click();
  await expect
    .poll(async () => (await mailsTo(page, "clinician@oost.example")).length, { timeout: 30_000 })
    .toBe(before + 1);
  const [mail] = await mailsTo(page, "clinician@oost.example");
  expect(mail?.text).not.toMatch(/Proefpersoon|MDO proef/);
  await page.getByRole("button", { name: /Versleep .*Proefpersoon/ }).press("ArrowDown");
  await expect(agenda.getByRole("listitem").first()).toContainText("Jansen");
  // By mouse as well, and back: every open board follows.
  const theirAgenda = clinician.getByRole("list", { name: "Agenda" });
  for (const [to, first] of [
    [0, "Proefpersoon"],
    [1, "Jansen"],
  ] as const) {
    await drag(page, /Versleep .*Proefpersoon/, agenda.getByRole("listitem").nth(to));
    await expect(theirAgenda.getByRole("listitem").first()).toContainText(first);
    await expect(agenda.getByRole("listitem").first()).toContainText(first);
  }
  // Let go beside the list, everything is as it was.
  await drag(page, /Versleep .*Proefpersoon/, agenda.getByRole("listitem").first(), page.getByRole("banner"));
  await expect(agenda.getByRole("listitem").first()).toContainText("Jansen");

  // The radiologist prepares.
  const chair = await pageOf(browser, signIn, "radiologist@zuid.example");
  await chair.goto(`${address}/prepare`);
  const opinion = chair.getByLabel("Mijn voorlopige oordeel");
  await listening(opinion);
  await opinion.fill("Geen bezwaar tegen resectie.");
  await expect(chair.getByText("Bewaard", { exact: true })).toBeVisible();
  await expect(chair.getByRole("link", { name: "Open met vorige onderzoeken" })).toHaveAttribute(
    "href",
    /\/viewer\?share=/,
  );
  await chair.getByRole("button", { name: "Afvinken" }).click();
  await expect(chair.getByText("1 van 2 afgevinkt")).toBeVisible();

  // Nothing typed is lost: without a connection, and when two write at once.
  const note = page.getByLabel("Notities bij het overleg");
  await page.context().setOffline(true);
  await note.fill("Zaal 2 in plaats van 1.");
  await expect(page.getByText(/Uw tekst staat veilig in deze browser/)).toBeVisible({ timeout: 15_000 });
  await page.context().setOffline(false);
  await expect(page.getByText("Bewaard", { exact: true })).toBeVisible({ timeout: 20_000 });
  await chair.goto(address);
  const theirs = chair.getByLabel("Notities bij het overleg");
  await listening(theirs);
  await expect(theirs).toHaveValue("Zaal 2 in plaats van 1.");
  await chair.context().setOffline(true);
  await theirs.fill("Zaal 2. Koffie bestellen.");
  await note.fill("Zaal 2, begint later.");
  await expect(page.getByText("Bewaard", { exact: true })).toBeVisible();
  await chair.context().setOffline(false);
  await chair.getByRole("button", { name: "Zet beide onder elkaar" }).click({ timeout: 20_000 });
  await expect(theirs).toHaveValue("Zaal 2, begint later.\n\nZaal 2. Koffie bestellen.");
  await expect(note).toHaveValue("Zaal 2, begint later.\n\nZaal 2. Koffie bestellen.", { timeout: 10_000 });

  // Thursday: projector and second screen in step; the next case is there at once.
  await page.getByRole("link", { name: "Presenteren" }).click();
  await expect(page.getByRole("heading", { name: "Tweede scherm" })).toBeVisible();
  const projector = await chair.context().newPage();
  const pictures: string[] = [];
  projector.on("request", (request) => {
    if (request.url().includes("/rendered?")) pictures.push(request.url());
  });
  await projector.goto(address.replace("/meetings/", "/present/"));
  const start = projector.getByRole("button", { name: "Begin met de eerste bespreking" });
  await listening(start);
  await expect(projector.getByTestId("ahead")).toHaveAttribute("data-ready", "true", { timeout: 60_000 });
  // Its picture is here and decoded before it is asked for: switching asks the server for nothing.
  const [first] = pictures;
  expect(first).toBeDefined();
  await start.click();
  await expect(projector.getByTestId("stage")).toHaveAttribute("data-drawn", "true");
  expect(pictures.filter((url) => url === first)).toHaveLength(1);
  await expect(projector.getByText("Geen bezwaar tegen resectie.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Patiënt" })).toContainText("Jansen");
  await expect(page.getByRole("timer")).toBeVisible();
  await projector.keyboard.press("ArrowRight");
  await expect(page.getByRole("region", { name: "Patiënt" })).toContainText("Proefpersoon");
  await projector.keyboard.press("ArrowLeft");
  await expect(page.getByRole("region", { name: "Patiënt" })).toContainText("Jansen");
  await accessible(projector);
  // Images that can't be fetched are no missing images: that is told, and they come by themselves.
  await projector.route("**/dicom-web/**", (route) => route.abort());
  await projector.reload();
  const failed = projector.getByText("De beelden konden niet worden opgehaald");
  await expect(failed).toBeVisible({ timeout: 20_000 });
  await projector.unroute("**/dicom-web/**");
  await expect(projector.getByTestId("stage")).toHaveAttribute("data-drawn", "true", { timeout: 20_000 });
  await expect(failed).toBeHidden();

  // The outcome is written by the coordinator, signed by the chair, and lies in the referrer's inbox.
  await page.getByLabel("Conclusie").fill("Lobectomie rechts boven.");
  await expect(page.getByText("De voorzitter ondertekent.")).toBeVisible();
  await expect
    .poll(async () => {
      await chair.goto(`${address}/coordinate`);
      return chair.getByLabel("Conclusie").inputValue();
    })
    .toBe("Lobectomie rechts boven.");
  await chair.getByRole("button", { name: "Ondertekenen" }).click();
  await expect(page.getByText(/Bij de verwijzer bezorgd/)).toBeVisible({ timeout: 60_000 });
  await sender.goto("/inbox");
  await sender.getByRole("list", { name: "Ontvangen" }).getByRole("link").first().click();
  await expect(sender.getByRole("article")).toContainText(`Uitkomst van ${title}`);
  await expect(sender.getByRole("article")).toContainText("Uitkomst MDO");

  // The chair finds an error in what was signed: the referrer gets a report that replaces the first.
  await chair.getByRole("button", { name: "Uitkomst wijzigen" }).click();
  await chair.getByRole("dialog").getByLabel("Reden van wijziging").fill("Verkeerde zijde.");
  await accessible(chair);
  await chair.getByRole("dialog").getByRole("button", { name: "Wijzigen", exact: true }).click();
  await expect(page.getByText(/Wordt gewijzigd door .*: Verkeerde zijde\./)).toBeVisible({ timeout: 10_000 });
  await chair.getByLabel("Conclusie").fill("Lobectomie links boven.");
  await expect(chair.getByText("Bewaard", { exact: true }).first()).toBeVisible();
  await accessible(chair);
  await chair.getByRole("button", { name: "Ondertekenen" }).click();
  await expect(chair.getByText("Vervangen", { exact: false }).first()).toBeVisible({ timeout: 10_000 });
  await expect(page.getByText(/Bij de verwijzer bezorgd/)).toBeVisible({ timeout: 60_000 });
  await sender.goto("/inbox");
  await sender.getByRole("list", { name: "Ontvangen" }).getByRole("link").first().click();
  await expect(sender.getByRole("article")).toContainText(`Gewijzigde uitkomst van ${title}`);
  await sender.goto("/inbox");
  await sender.getByRole("list", { name: "Ontvangen" }).getByRole("link").nth(1).click();
  await expect(sender.getByRole("article")).toContainText(/Uitkomst MDO .* \(vervangen /);

  // Access ends with the meeting.
  await page.getByRole("button", { name: "Overleg afsluiten" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Overleg afsluiten" }).click();
  await clinician.goto(address);
  await expect(clinician.getByText("Dit overleg geeft geen inzage meer")).toBeVisible();
  await expect(clinician.getByRole("main")).not.toContainText("Jansen");
});

test("who isn't invited has no meetings, and a case in somebody else's meeting isn't there", async ({
  page,
  signIn,
}) => {
  await signIn("desk@oost.example");
  await expect(page.getByRole("navigation", { name: "Hoofdmenu" }).getByText("Overleg")).toHaveCount(0);
  const response = await page.request.get("/api/v1/meetings/018f0000-0000-7000-8000-000000000000");
  expect(response.status()).toBe(404);
});

test("preparing hangs the prior beside; what is marked there the room sees first, with live images one key away", async ({
  page,
  signIn,
}) => {
  test.setTimeout(120_000);
  await signIn("radiologist@zuid.example");
  const ask = async (method: "get" | "put", path: string, data?: unknown) => {
    const headers = { origin: new URL(page.url()).origin };
    const answer = await page.request[method](`/api/v1${path}`, {
      headers,
      ...(data !== undefined && { data }),
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const { items } = await ask("get", "/meetings");
  const { id } = items.find(({ title }: { title: string }) => title === "Regionaal MDO oncologie");
  await page.goto(`/meetings/${id}/prepare`);
  const open = page.getByRole("link", { name: "Open met vorige onderzoeken" });
  const address = (await open.getAttribute("href")) ?? "";
  const shareId = new URL(address, page.url()).searchParams.get("share") ?? "";

  // The CT of this year and last year's beside it; what another hospital brought is in the panel.
  await page.goto(address);
  await expect(page.getByTestId("viewport-2")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByTestId("overlays").nth(0)).toContainText("16-11-2026");
  await expect(page.getByTestId("overlays").nth(1)).toContainText("21-10-2025");
  await expect(page.getByTestId("panel-study").filter({ hasText: "11-03-2024" })).toBeVisible();
  await expect.poll(() => greyValues(page, 1), { timeout: 60_000 }).toBeGreaterThan(20);
  // Both fill their place, so that a centimetre is as long in the one as in the other.
  const scales = page.locator(".viewer-scale");
  await expect
    .poll(() => scales.evaluateAll((bars) => new Set(bars.map((bar) => bar.clientHeight)).size))
    .toBe(1);
  await page.getByTestId("viewport-1").focus();
  await page.keyboard.press("k");
  const study = demoStudyUid("noord-ct-jansen-2026");
  const marks = async () => (await ask("get", `/studies/${study}/key-images?shareId=${shareId}`)).items;
  await expect.poll(async () => (await marks()).length).toBe(1);

  await ask("put", `/meetings/${id}/present`, { caseId: null });
  await page.goto(`/present/${id}`);
  const start = page.getByRole("button", { name: "Begin met de eerste bespreking" });
  await listening(start);
  // The server hears of the step late, and nothing else tells of it: what the room does meanwhile stays as it is.
  let tell = () => {};
  const isToldLate = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const answered = page.waitForResponse(`**/meetings/${id}/present`);
  await page.route(`**/meetings/${id}/present`, async (route) => {
    await isToldLate;
    await route.continue();
  });
  await page.route(`**/api/v1/meetings/${id}`, async (route) => {
    await answered;
    await route.continue();
  });
  await start.click();
  await expect(page.getByTestId("stage")).toHaveAttribute("data-drawn", "true", { timeout: 20_000 });
  await expect(page.getByText("Sleutelbeelden ·")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByText("Sleutelbeelden ·")).toHaveCount(0);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("l");
  const live = page.getByTestId("viewport-1");
  await expect(live).toBeVisible({ timeout: 60_000 });
  const opened = await live.elementHandle();
  const heard = answered.then(() => page.waitForResponse(`**/api/v1/meetings/${id}`));
  tell();
  await heard;
  expect(await opened?.evaluate((node) => node.isConnected)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("stage")).toHaveAttribute("data-drawn", "true");

  // Back to how the demo was.
  const [mark] = await marks();
  await page.request.delete(`/api/v1/key-images/${mark.id}`, {
    headers: { origin: new URL(page.url()).origin },
  });
  await ask("put", `/meetings/${id}/present`, { caseId: null });
});
