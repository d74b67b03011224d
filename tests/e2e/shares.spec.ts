import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, mailOfShare, test } from "./fixtures";

/** Chooses the first study in the picker and the recipient by typing; answers what was chosen. */
async function fillIn(page: Page, recipient: string, message: string) {
  await page.goto("/send");
  const results = page.getByRole("list", { name: "Gevonden onderzoeken" });
  await results.getByRole("checkbox").first().check();
  const search = page.getByRole("combobox", { name: "Zoek een ontvanger" });
  await search.fill(recipient);
  await expect(page.getByRole("option").first()).toContainText(/Zuid/i);
  await search.press("Enter");
  await page.getByLabel("Bericht aan de ontvanger").fill(message);
}

test("a study goes from sender to recipient by mail, and the sender follows it", async ({
  page,
  signIn,
  browser,
}) => {
  const mailbox = "radiologist@zuid.example";
  await signIn("sender@noord.example");
  await fillIn(page, mailbox, "Graag uw oordeel over de laesie.");
  const send = page.getByRole("button", { name: "Versturen", exact: true });
  await expect(send).toBeEnabled();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // A double click sends once.
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/v1/shares")) posts.push(request.url());
  });
  await send.dblclick();
  await expect(page).toHaveURL(/\/sent\/[0-9a-f-]+$/);
  expect(posts).toHaveLength(1);
  await expect(page.getByRole("article")).toContainText("Graag uw oordeel over de laesie.");

  const { mail, link } = await mailOfShare(page, mailbox);
  expect(mail.subject).toBe("Er staan beelden voor u klaar in Beeldbrug");
  expect(mail.text).not.toContain("laesie");

  const reader = await (
    await browser.newContext({
      baseURL: test.info().project.use.baseURL ?? process.env.E2E_BASE_URL,
      locale: "nl-NL",
    })
  ).newPage();
  await reader.goto(link);
  await expect(reader).toHaveURL(/\/sign-in\?callbackUrl=/);
  expect(reader.url()).not.toContain("%2Fs%2F");
  await reader.getByLabel(/e-mail/i).fill(mailbox);
  await reader.getByLabel(/wachtwoord/i).fill("beeldbrug");
  await reader.keyboard.press("Enter");
  await expect(reader).toHaveURL(/\/shares\/[0-9a-f-]+\?via=link$/);
  await expect(reader.getByRole("article")).toContainText("Graag uw oordeel over de laesie.");
  await expect(reader.getByRole("region", { name: "Patiënt" })).toBeVisible();
  await expect(reader.getByRole("link", { name: "Beelden openen" })).toBeVisible();
  expect((await new AxeBuilder({ page: reader }).analyze()).violations).toEqual([]);

  await reader.getByRole("button", { name: "Antwoorden" }).click();
  await reader.getByLabel("Uw bericht").fill("Dank, ik kijk er naar.");
  await reader.getByRole("button", { name: "Versturen", exact: true }).last().click();
  await expect(reader.getByRole("article")).toContainText("Dank, ik kijk er naar.");

  await reader.goto("/inbox");
  await expect(reader.getByRole("list", { name: "Ontvangen" }).getByRole("link").first()).toBeVisible();
  expect((await new AxeBuilder({ page: reader }).analyze()).violations).toEqual([]);

  // Nobody touched the sender's page since: it asks by itself.
  await expect(page.getByRole("article")).toContainText("Dank, ik kijk er naar.", { timeout: 20_000 });
  await page.getByRole("button", { name: "Intrekken" }).click();
  await page.getByRole("button", { name: "Ja, intrekken" }).click();
  await expect(page.getByRole("article")).toContainText("Deze zending is ingetrokken");
  await reader.goto(link);
  await expect(reader.getByRole("heading", { name: "Deze zending is ingetrokken" })).toBeVisible();
  await expect(reader.getByRole("main")).not.toContainText("laesie");
  await reader.getByRole("button", { name: "Vraag het de afzender" }).click();
  await expect(reader.getByText("Gevraagd: de afzender ziet uw vraag")).toBeVisible();
});

test("checks that can't be made hold up no emergency, and everything else", async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  await fillIn(page, "radiologist@zuid.example", "Met spoed graag.");
  const what = page.getByRole("region", { name: "Wat", exact: true });
  const patient = what.getByRole("region", { name: "Patiënt" });
  await expect(patient).toBeVisible();
  await page.route("**/api/v1/shares/check", (route) => route.fulfill({ status: 500, json: {} }));
  await page.getByRole("radio", { name: "Met voorrang" }).click();
  await expect(what).toContainText("De gekozen onderzoeken konden niet worden opgehaald");
  await expect(page.getByRole("button", { name: "Versturen", exact: true })).toBeDisabled();
  await page.getByRole("radio", { name: "Spoed" }).click();
  await page.getByLabel("Waarom het niet kan wachten").fill("Trauma.");
  await expect(what).toContainText("Met spoed versturen kan wel");
  await expect(page.getByRole("button", { name: "Met spoed versturen" })).toBeEnabled();
  // Whose images they are stays on the page.
  await expect(patient).toBeVisible();
  await page.unroute("**/api/v1/shares/check");
  await what.getByRole("button", { name: "Opnieuw proberen" }).click();
  await expect(what).not.toContainText("konden niet worden");
});

test("a returning sender needs six clicks from signing in to sent", async ({ page }) => {
  let clicks = 0;
  await page.exposeFunction("noteClick", () => {
    clicks += 1;
  });
  await page.addInitScript(() =>
    addEventListener("pointerdown", () => (window as unknown as { noteClick(): void }).noteClick(), true),
  );
  await page.goto("/sign-in");
  await page.getByLabel(/e-mail/i).fill("sender@noord.example");
  await page.getByLabel(/wachtwoord/i).fill("beeldbrug");
  await page.getByRole("button", { name: "Aanmelden" }).click();
  await page.getByRole("link", { name: "Versturen", exact: true }).click();
  await page.getByRole("list", { name: "Gevonden onderzoeken" }).getByRole("checkbox").first().click();
  // Whom one sent to before is offered before anything is typed.
  await page
    .getByRole("list", { name: "Favorieten en onlangs gebruikt" })
    .getByRole("button", { name: /Leeuwen/ })
    .click();
  await page.getByRole("button", { name: "Versturen", exact: true }).click();
  await expect(page).toHaveURL(/\/sent\/[0-9a-f-]+$/);
  expect(clicks).toBeLessThanOrEqual(6);
});

test("a link in other hands tells nothing", async ({ page, signIn, browser }) => {
  const mailbox = "radiologist@zuid.example";
  await signIn("sender@noord.example");
  await fillIn(page, mailbox, "Alleen voor u.");
  await page.keyboard.press("Control+Enter");
  await expect(page).toHaveURL(/\/sent\/[0-9a-f-]+$/);
  const { link } = await mailOfShare(page, mailbox);

  const other = await (
    await browser.newContext({ baseURL: process.env.E2E_BASE_URL, locale: "en-GB" })
  ).newPage();
  await signIn("clinician@oost.example", other);
  await other.goto(link);
  const title = "This link isn’t for the account you are signed in with";
  await expect(other.getByRole("heading", { name: title })).toBeVisible();
  await expect(other.getByRole("main")).not.toContainText(/noord|Alleen voor u/i);
  await other.goto("/shares/018f0000-0000-7000-8000-000000000000?via=link");
  await expect(other.getByRole("heading", { name: title })).toBeVisible();
  await other.goto(`/s/${"A".repeat(43)}`);
  await expect(other.getByRole("heading", { name: "This link does not work" })).toBeVisible();
});
