import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const violations = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations;

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
});

test("the address book finds by part of a name, keeps favourites on top, and hands over to Send", async ({
  page,
  signIn,
}) => {
  await signIn("sender@noord.example");
  await page.goto("/directory");
  await expect(page.getByRole("heading", { name: "Adresboek", level: 1 })).toBeVisible();
  const answer = page.waitForResponse((response) => response.url().includes("q=radiologie+zuid"));
  await page.getByRole("searchbox").fill("radiologie zuid");
  await answer;
  const cards = page.getByRole("article");
  await expect(cards.first()).toContainText(/radiologie/i);
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  expect(await violations(page)).toEqual([]);

  const card = cards
    .filter({ has: page.getByRole("button", { name: /Naar dit adres versturen/ }) })
    .filter({ has: page.getByRole("button", { name: /is favoriet/, pressed: false }) })
    .first();
  const name = (await card.getByRole("heading").textContent()) ?? "";
  await card.getByRole("button", { name: /is favoriet/ }).click();
  await page.getByRole("searchbox").fill("");
  await expect(page.getByRole("region", { name: "Favorieten" }).getByRole("heading", { name })).toBeVisible();

  await page
    .getByRole("region", { name: "Favorieten" })
    .getByRole("button", { name: `Naar dit adres versturen: ${name}` })
    .click();
  await expect(page).toHaveURL(/\/send$/);
  await expect(page.getByRole("list", { name: "Gekozen ontvangers" })).toContainText(name);
});

test("the privacy officer reads, opens, checks and saves the log", async ({ page, signIn }) => {
  await signIn("privacy@noord.example");
  await page.goto("/audit");
  await expect(page.getByRole("table", { name: "Logboek" })).toContainText("Aangemeld");
  await page
    .getByRole("button", { name: /^Meer over: Aangemeld/ })
    .first()
    .click();
  await expect(page.getByText("Grond (NEN 7513)")).toBeVisible();
  await page.getByRole("button", { name: "Controleer", exact: true }).click();
  await expect(page.getByText(/Het logboek is heel/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV", exact: true }).click();
  expect((await download).suggestedFilename()).toMatch(/^beeldbrug-log-.*\.csv$/);
});

test("an administrator makes an account and a token that is shown once", async ({ page, signIn }) => {
  await signIn("admin@noord.example");
  await page.goto("/administration");
  await expect(page).toHaveURL(/administration\/users$/);
  await expect(page.getByRole("table", { name: "Gebruikers" })).toBeVisible();
  await page.getByRole("button", { name: "Nieuwe gebruiker" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Account maken" }).click();
  await expect(dialog.getByText("Vul dit in.")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel("Naam").fill("Nora Nieuw");
  await dialog.getByLabel("E-mailadres").fill(`nora${Date.now()}@noord.example`);
  await dialog.getByRole("button", { name: "Maak een wachtwoord" }).click();
  await dialog.getByRole("button", { name: "Account maken" }).click();
  await expect(page.getByRole("table", { name: "Gebruikers" })).toContainText("Nora Nieuw");

  await page.goto("/administration/tokens");
  // Once the list is there the buttons listen.
  await expect(page.getByRole("status")).toHaveCount(0);
  await page.getByRole("button", { name: "Token maken" }).click();
  await page.getByRole("dialog").getByLabel("Naam").fill("PACS");
  await page.getByRole("dialog").getByRole("button", { name: "Token maken" }).click();
  await expect(page.getByTestId("new-token")).not.toBeEmpty();
  await page.getByRole("button", { name: "Ik heb het" }).click();
  await expect(page.getByText("PACS", { exact: true })).toBeVisible();
});

test("an administrator makes a mailbox with hours; a wrong hour is told", async ({ page, signIn }) => {
  await signIn("admin@noord.example");
  await page.goto("/administration/mailboxes");
  await expect(page.getByRole("table", { name: "Afdelingen en postvakken" })).toBeVisible();
  await page.getByRole("button", { name: "Nieuw postvak" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Naam").fill("Nachtbalie");
  await dialog.getByLabel("E-mailadres").fill("nacht@noord.example");
  await dialog.getByRole("button", { name: "Tijden toevoegen" }).click();
  await dialog.getByLabel("Vanaf").fill("18:00");
  await dialog.getByRole("button", { name: "Opslaan" }).click();
  await expect(dialog.getByText("Het einde moet na het begin liggen.")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel("Tot", { exact: true }).fill("23:00");
  await dialog.getByRole("button", { name: "CT", exact: true }).click();
  await dialog.getByRole("button", { name: "Opslaan" }).click();
  await expect(page.getByRole("row", { name: /Nachtbalie.*18:00–23:00/ }).first()).toContainText("CT");
});

test("the operator sees what an import changes before it does", async ({ page, signIn }) => {
  await signIn("operator@beeldbrug.example");
  await page.goto("/administration/sources");
  await expect(page.getByRole("table", { name: "Adresboekbronnen" })).toBeVisible();
  await page.getByRole("button", { name: "Bestand importeren" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Naam van de bron").fill("Proefbron");
  await dialog.getByLabel("Bestand").setInputFiles({
    name: "boek.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(
      "organization_ura,organization_name,city,kind,identifier,family_name,name,email\n" +
        "87654321,Kliniek Proef,Utrecht,PRACTITIONER,p1,Proefman,,\n" +
        "1,Fout,,PRACTITIONER,p2,Fout,,\n",
    ),
  });
  await dialog.getByRole("button", { name: "Toon wat verandert" }).click();
  await expect(dialog.getByText("Kliniek Proef")).toBeVisible();
  await expect(dialog.getByText(/Eén regel is niet te lezen/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "1 wijziging doorvoeren" }).click();
  await expect(page.getByRole("row", { name: /Proefbron/ })).toContainText("CSV");
});

for (const [email, sections] of [
  ["admin@noord.example", ["users", "mailboxes", "addresses", "peers", "tokens"]],
  ["operator@beeldbrug.example", ["organizations", "sources", "queue", "system"]],
] as const)
  test(`the pages of ${email} pass axe`, async ({ page, signIn }) => {
    await signIn(email);
    for (const section of sections) {
      await page.goto(`/administration/${section}`);
      await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
      await expect(page.getByRole("status")).toHaveCount(0);
      expect(await violations(page), section).toEqual([]);
    }
  });

test("a role without the right is told so", async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  for (const path of ["/audit", "/administration/users", "/administration/queue"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "U hebt hier geen toegang toe" })).toBeVisible();
  }
});
