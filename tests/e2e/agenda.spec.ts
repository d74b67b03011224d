import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { readPdf } from "@/tests/support/read-pdf";
import { expect, listening, test } from "./fixtures";

async function demoMeeting(page: Page): Promise<{ id: string; cases: { id: string; question: string }[] }> {
  const answer = await page.request.get("/api/v1/meetings");
  const { items } = (await answer.json()) as { items: { id: string; title: string }[] };
  const id = items.find(({ title }) => title === "Regionaal MDO oncologie")?.id ?? "";
  return (await page.request.get(`/api/v1/meetings/${id}`)).json();
}

test("the agenda as a PDF says who is discussed, or nobody's name, date of birth, number or question", async ({
  page,
  signIn,
}) => {
  await signIn("mdo@zuid.example");
  const { id } = await demoMeeting(page);
  await page.goto(`/meetings/${id}`);
  const more = page.getByRole("button", { name: "Meer", exact: true });
  await listening(more);
  const saved = async (item: string) => {
    await more.click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: item }).click(),
    ]);
    return readPdf(await readFile(await download.path()));
  };
  const named = await saved("Agenda met namen (PDF)");
  expect(named).toContain("Regionaal MDO oncologie");
  expect(named).toMatch(/1\. +16:00 +Jansen/);
  expect(named).toContain("14-03-1958");
  expect(named).toContain("Is resectie mogelijk");
  const anonymous = await saved("Agenda zonder namen (PDF)");
  expect(anonymous).toContain("Regionaal MDO oncologie");
  expect(anonymous).toMatch(/1\. +16:00 +Bespreking 1/);
  expect(anonymous).toContain("Ziekenhuis Noord");
  expect(anonymous).not.toMatch(/Jansen|1958|123456782|resectie/);
});

test("who submitted a case withdraws it, and it leaves every open board", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("sender@noord.example");
  const { id } = await demoMeeting(page);
  const lead = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  await signIn("mdo@zuid.example", lead);
  await lead.goto(`/meetings/${id}`);
  await page.goto(`/meetings/${id}`);
  const name = `Terugtrekkers${Date.now() % 100_000}`;
  const submit = page.getByRole("button", { name: "Bespreking aanmelden" });
  await listening(submit);
  await submit.click();
  await page.getByRole("checkbox", { name: "Ik heb nog geen beelden" }).check();
  await page.getByLabel("Achternaam").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Aanmelden" }).click();
  const theirs = lead.getByRole("list", { name: "Agenda" }).getByRole("button", { name, exact: false });
  await expect(theirs.first()).toBeVisible();
  await theirs.and(lead.locator("[data-row]")).click();
  const panel = lead.getByRole("complementary", { name: "Bespreking" });
  await expect(panel.getByText(name)).toBeVisible();

  await page.getByRole("button", { name: "Terugtrekken" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reden").fill("Al elders behandeld.");
  await dialog.getByRole("button", { name: "Terugtrekken" }).click();
  await expect(dialog).toBeHidden();
  const agenda = page.getByRole("list", { name: "Agenda" });
  await expect(agenda.getByText(name)).toHaveCount(0);
  // Who has it before them is told; their board goes on without it.
  await expect(theirs).toHaveCount(0);
  await expect(panel).not.toContainText(name);
  await expect(panel.getByText("Deze bespreking is er niet meer")).toBeVisible();
  await lead.context().close();
});

test("an answer that comes after one has gone on shows nothing of the case before", async ({
  page,
  signIn,
}) => {
  await signIn("radiologist@zuid.example");
  const { id, cases } = await demoMeeting(page);
  const [first, second] = cases;
  if (!first || !second) throw new Error("the demo's meeting has two cases");
  const headers = { origin: new URL(page.url()).origin };
  const untick = () =>
    page.request.put(`/api/v1/meetings/cases/${first.id}/look`, { headers, data: { isTicked: false } });
  await untick();
  await page.goto(`/meetings/${id}/prepare`);
  const question = page.getByRole("region", { name: "Vraag" });
  await expect(question).toContainText(first.question);
  const next = page.getByRole("button", { name: "Volgende" });
  await listening(next);
  let answer = () => {};
  const isAwaited = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(`**/cases/${first.id}/look`, async (route) => {
    await isAwaited;
    await route.continue();
  });
  await page.getByRole("button", { name: "Afvinken" }).click();
  await next.click();
  await expect(question).toContainText(second.question);
  const heard = page.waitForResponse(`**/cases/${first.id}/look`);
  // The board is asked again once the answer was taken.
  const drawn = heard.then(() => page.waitForResponse(`**/api/v1/meetings/${id}`));
  answer();
  await drawn;
  await expect(page.getByText("1 van", { exact: false })).toBeVisible();
  await expect(question).toContainText(second.question);
  await expect(question).not.toContainText(first.question);
  await expect(page.getByRole("button", { name: "Volgende" })).toBeEnabled();
  await untick();
});

test("an order stands while it is on its way, whatever else is done meanwhile", async ({ page, signIn }) => {
  await signIn("mdo@zuid.example");
  const { id } = await demoMeeting(page);
  await page.goto(`/meetings/${id}`);
  const agenda = page.getByRole("list", { name: "Agenda" });
  const rows = agenda.getByRole("listitem");
  const handle = agenda.getByRole("button", { name: /^Versleep/ }).first();
  await listening(handle);
  const name = ((await rows.first().locator(".font-semibold").first().textContent()) ?? "").trim();
  let answer = () => {};
  const isAwaited = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(`**/meetings/${id}/order`, async (route) => {
    await isAwaited;
    await route.continue();
  });
  const reminded = page.waitForResponse(`**/meetings/${id}/chase`);
  await handle.press("ArrowDown");
  await expect(rows.nth(1)).toContainText(name);
  // Whatever is drawn from now on is written down.
  await agenda.evaluate((list, moved) => {
    const look = () => {
      if (list.firstElementChild?.textContent?.includes(moved))
        document.documentElement.dataset.back = "true";
    };
    new MutationObserver(look).observe(list, { childList: true, subtree: true, characterData: true });
  }, name);
  await agenda
    .getByRole("button", { name: /^Herinneren/ })
    .last()
    .click();
  await page
    .getByRole("button", { name: /^Versleep/ })
    .nth(3)
    .press("ArrowDown");
  answer();
  await reminded;
  await expect(rows.nth(1)).toContainText(name);
  await expect(page.locator("html")).not.toHaveAttribute("data-back", "true");
  // Back to how the demo was.
  await page
    .getByRole("button", { name: /^Versleep/ })
    .nth(4)
    .press("ArrowUp");
  await page
    .getByRole("button", { name: /^Versleep/ })
    .nth(1)
    .press("ArrowUp");
  await expect(rows.first()).toContainText(name);
  await expect
    .poll(async () => {
      const board = (await (await page.request.get(`/api/v1/meetings/${id}`)).json()) as {
        cases: { patient: { name: string } }[];
      };
      return board.cases[0]?.patient.name.split("^")[0];
    })
    .toBe(name.split(/[ ,]/)[0]);
});
