import type { Page } from "@playwright/test";
import { demoStudyUid } from "@/prisma/seed";
import { expect, test } from "./fixtures";

async function addressOf(page: Page, q: string): Promise<string> {
  const answer = await page.request.post("/api/v1/directory/search", {
    data: { q },
    headers: { origin: new URL(page.url()).origin },
  });
  const { items } = (await answer.json()) as { items: { addressId: string }[] };
  return items[0]?.addressId ?? "";
}

test("a colleague thinks along: a place in the images, an answer, a document of the study", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("sender@noord.example");
  const studyInstanceUid = demoStudyUid("noord-ct-jansen-2026");
  const made = await page.request.post("/api/v1/shares", {
    data: {
      studies: [{ studyInstanceUid }],
      recipients: [{ addressId: await addressOf(page, "radiologist@zuid.example") }],
      purpose: "CONSULT",
      priority: "ROUTINE",
      message: "Is dit een metastase?",
    },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(made.ok(), await made.text()).toBe(true);
  const { id } = (await made.json()) as { id: string };
  await page.goto(`/sent/${id}`);
  await expect(page.getByRole("article")).toContainText("Is dit een metastase?");

  const colleague = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  await signIn("radiologist@zuid.example", colleague);
  await colleague.goto(`/inbox/${id}`);
  await colleague.getByRole("button", { name: "Antwoorden" }).click();
  const dialog = colleague.getByRole("dialog");
  await dialog.getByRole("textbox").first().fill("Nee: een granuloom, zie hier.");
  await dialog.getByRole("spinbutton", { name: "Beeldnr." }).fill("3");
  await dialog.getByRole("button", { name: "Toevoegen" }).click();
  await dialog.getByRole("checkbox", { name: "Dit is mijn antwoord op de vraag" }).check();
  await dialog.getByRole("button", { name: /^(Versturen|Verstuur)/ }).click();
  await expect(dialog).toBeHidden();

  // The sender's open page shows it, with a link to the place.
  const answer = page.getByRole("region", { name: /^Antwoord van .* op de vraag$/ });
  await expect(answer).toContainText("Nee: een granuloom, zie hier.");
  await expect(answer.getByRole("link", { name: /beeld 3$/ })).toHaveAttribute("href", /seriesUID=.*frame=3/);
  await answer.getByRole("button", { name: "Bewaren als document" }).click();
  await expect(answer).toContainText("Bewaard bij het onderzoek");
  await page.goto(`/studies/${studyInstanceUid}`);
  await expect(page.getByText(/^Antwoord van /).first()).toBeVisible();
  await colleague.context().close();
});
