import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { demoStudyUid } from "@/prisma/seed";
import { expect, listening, mailsTo, test } from "./fixtures";

interface Patient {
  name: string;
  birthDate: string;
  bsn: string;
}

/** Somebody whom noord has images of, alone under that BSN: other tests bring in people who carry a known one. */
async function knownPatient(page: Page): Promise<Patient> {
  const answer = await page.request.post("/api/v1/studies/search", {
    data: { limit: 100 },
    headers: { origin: new URL(page.url()).origin },
  });
  const { items } = (await answer.json()) as { items: { patient: Patient }[] };
  const namesOf = (bsn: string) =>
    new Set(items.flatMap(({ patient }) => (patient.bsn === bsn ? [patient.name] : [])));
  const found = items.find(
    ({ patient }) => patient.bsn && patient.birthDate && namesOf(patient.bsn).size === 1,
  );
  if (!found) throw new Error("the demo has no patient alone under a BSN");
  return found.patient;
}

async function ask(page: Page, patient: Patient, reason: string): Promise<void> {
  const [family = "", given = ""] = patient.name.split("^");
  await page.goto("/requests/new");
  await listening(page.getByLabel("Achternaam"));
  await page.getByLabel("Achternaam").fill(family);
  await page.getByLabel("Voornaam of voorletters").fill(given);
  await page.getByLabel("Geboortedatum").fill(patient.birthDate);
  await page.getByLabel("BSN", { exact: true }).fill(patient.bsn);
  const search = page.getByRole("combobox", { name: "Aan" });
  await search.fill("Radiologie Noord");
  await page
    .getByRole("option", { name: /beelduitwisseling.*Noord/ })
    .first()
    .click();
  await page.getByLabel("Waarvoor").fill(reason);
  await page.getByRole("button", { name: "Opvragen", exact: true }).click();
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
}

test("a request is answered in two clicks, and the asker sees it happen", async ({
  page,
  signIn,
  browser,
}) => {
  const holder = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  await signIn("desk@noord.example", holder);
  const patient = await knownPatient(holder);
  await holder.goto("/requests");
  await expect(holder.getByRole("heading", { name: "Verzoeken", exact: true })).toBeVisible();

  await signIn("clinician@oost.example");
  const reason = `Vergelijken ${Date.now()}`;
  await ask(page, patient, reason);
  const shown = page.getByRole("article");
  await expect(shown.getByText("Wacht op antwoord")).toBeVisible();
  // Beside it stands what was asked, not what others ask of us.
  await expect(page.getByRole("list", { name: "Door ons gedaan" }).getByRole("link").first()).toHaveAttribute(
    "aria-current",
    "true",
  );
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const id = page.url().split("/").at(-1) ?? "";

  // It stands in the holder's open list without anybody asking again.
  const row = holder.locator(`a[href="/requests/${id}"]`);
  await expect(row).toBeVisible();
  await row.click();
  await expect(shown.getByText("Gezien, nog niet beantwoord")).toBeVisible();
  const match = holder.getByRole("region", { name: "In ons archief gevonden" });
  await expect(match.getByText("Zelfde patiënt").first()).toBeVisible();
  expect((await new AxeBuilder({ page: holder }).analyze()).violations).toEqual([]);
  await match
    .getByRole("button", { name: /onderzoek(en)? versturen/ })
    .first()
    .click();
  await expect(holder.getByText(/Beantwoord door/).first()).toBeVisible();

  await expect(page.getByText(/Beantwoord door/).first()).toBeVisible();
  await page.getByRole("link", { name: "Naar de ontvangen onderzoeken" }).click();
  await expect(page).toHaveURL(/\/inbox\//);
  await expect(page.getByRole("link", { name: "Beelden openen" })).toBeVisible();
  await holder.context().close();
});

test("a request is declined with a reason, and an unknown patient has no match", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("clinician@oost.example");
  await ask(page, { name: "Onbekendstra^Otto", birthDate: "1931-02-03", bsn: "" }, "Oude foto's");
  const holder = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  await signIn("desk@noord.example", holder);
  await holder.goto(new URL(page.url()).pathname);
  await expect(holder.getByText("Niemand gevonden die dit kan zijn")).toBeVisible();
  await holder.getByRole("button", { name: "Afwijzen" }).click();
  const dialog = holder.getByRole("dialog");
  await dialog.getByRole("button", { name: "Deze patiënt is bij ons niet bekend" }).click();
  await dialog.getByRole("button", { name: "Afwijzen" }).click();
  await expect(page.getByText("Deze patiënt is bij ons niet bekend")).toBeVisible();
  await holder.context().close();
});

test("from a study and from a meeting's case the patient is filled in; who asked reminds by mail, and withdraws", async ({
  page,
  signIn,
}) => {
  await signIn("sender@noord.example");
  const meetings = (await (await page.request.get("/api/v1/meetings")).json()) as {
    items: { id: string; title: string }[];
  };
  const demo = meetings.items.find(({ title }) => title === "Regionaal MDO oncologie");
  await page.goto(`/meetings/${demo?.id}`);
  await page
    .getByRole("list", { name: "Agenda" })
    .getByRole("button", { name: /Jansen/ })
    .first()
    .click();
  await page.getByRole("link", { name: "Opvragen" }).click();
  await expect(page.getByLabel("Achternaam")).toHaveValue("Jansen");
  await expect(page.getByLabel("Geboortedatum")).toHaveValue("1958-03-14");

  await page.goto(`/studies/${demoStudyUid("noord-ct-jansen-2026")}`);
  await page.getByRole("link", { name: "Elders opvragen" }).click();
  await expect(page.getByLabel("Achternaam")).toHaveValue("Jansen");
  await expect(page.getByLabel("BSN", { exact: true })).toHaveValue("123456782");
  const search = page.getByRole("combobox", { name: "Aan" });
  await search.fill("Radiologie Zuid");
  await page
    .getByRole("option", { name: /beelduitwisseling.*Zuid/ })
    .first()
    .click();
  await page.getByLabel("Waarvoor").fill("Vergelijken");
  await page.getByRole("button", { name: "Opvragen", exact: true }).click();
  await expect(page.getByRole("article").getByText("Wacht op antwoord")).toBeVisible();

  const reminders = async () =>
    (await mailsTo(page, "radiologie@zuid.example")).filter(({ subject }) =>
      subject.startsWith("Herinnering"),
    );
  const before = (await reminders()).length;
  await page.getByRole("button", { name: "Herinneren" }).click();
  await expect.poll(async () => (await reminders()).length, { timeout: 20_000 }).toBe(before + 1);
  expect((await reminders())[0]?.text).not.toMatch(/Jansen|123456782/);
  await page.getByRole("button", { name: "Intrekken" }).click();
  await expect(page.getByRole("article").getByText("Ingetrokken").first()).toBeVisible();
});

test("an organisation's rule answers what is certain by itself, and the asker sees it come", async ({
  page,
  signIn,
  browser,
}) => {
  const contextOf = async (email: string) => {
    const other = await (await browser.newContext({ locale: "nl-NL" })).newPage();
    await signIn(email, other);
    return other;
  };
  const holder = await contextOf("desk@noord.example");
  const patient = await knownPatient(holder);
  const admin = await contextOf("admin@noord.example");
  await admin.goto("/administration/requests");
  const isOn = admin.getByRole("checkbox", { name: /zekere patiënt automatisch/ });
  await listening(isOn);
  await expect(isOn).not.toBeChecked();
  await isOn.click();
  // Not half a rule: on which grounds, for what, and who stands for it.
  const save = admin.getByRole("button", { name: "Opslaan" });
  await expect(save).toBeDisabled();
  await admin.getByRole("button", { name: "Behandelrelatie" }).click();
  await admin.getByRole("button", { name: "Vergelijking" }).click();
  await admin.getByRole("combobox", { name: "Wie ervoor instaat" }).click();
  await admin.getByRole("option", { name: /Veenstra/ }).click();
  expect((await new AxeBuilder({ page: admin }).analyze()).violations).toEqual([]);
  await save.click();
  await expect(admin.getByText("Opgeslagen")).toBeVisible();

  try {
    await signIn("clinician@oost.example");
    await ask(page, patient, "Vergelijken met vandaag");
    await expect(page.getByText(/Automatisch beantwoord; .*Veenstra staat ervoor in/)).toBeVisible();
    // Somebody who resembles one of theirs waits for a person, rule or not.
    const request = new URL(page.url()).pathname;
    await ask(page, { ...patient, bsn: "" }, "Zonder BSN");
    await expect(page.getByRole("article").getByText("Wacht op antwoord")).toBeVisible();
    await page.getByRole("button", { name: "Intrekken" }).click();
    await expect(page.getByRole("article").getByText("Ingetrokken").first()).toBeVisible();
    // Who holds them sees what was answered so, and with what.
    await holder.goto(request);
    await expect(holder.getByText(/Automatisch beantwoord; .*Veenstra staat ervoor in/)).toBeVisible();
    await page.goto(request);
    await page.getByRole("link", { name: "Naar de ontvangen onderzoeken" }).click();
    await expect(page.getByRole("link", { name: "Beelden openen" })).toBeVisible();
  } finally {
    await admin.request.put("/api/v1/administration/request-rule", {
      data: { isOn: false },
      headers: { origin: new URL(admin.url()).origin },
    });
    await admin.context().close();
    await holder.context().close();
  }
});
