import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { demoStudyUid } from "@/prisma/seed";
import { expect, test } from "./fixtures";

const ZUID = "Universitair Centrum Zuiderpoort";
const NOORD = "Ziekenhuis Noorderhaven";

async function call(page: Page, path: string, data: unknown) {
  const answer = await page.request.post(`/api/v1${path}`, {
    data,
    headers: { origin: new URL(page.url()).origin },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

async function addressOf(page: Page, q: string, kind: string): Promise<string> {
  const { items } = await call(page, "/directory/search", { q });
  return items.find((item: { kind: string }) => item.kind === kind)?.addressId ?? "";
}

/** A table's rows as a person reads them. */
const rowsOf = (table: Locator): Promise<string[][]> =>
  table
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("td")].map((cell) => (cell.textContent ?? "").trim())),
    );

/** What the button of a table gives, without the mark of UTF-8: its head and its lines by the head's names. */
async function exported(page: Page, title: string): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: `${title} als CSV` }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  const [head = "", ...lines] = text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n");
  return lines.map((line) =>
    Object.fromEntries(head.split(",").map((name, index) => [name, line.split(",")[index] ?? ""])),
  );
}

const count = (rows: string[][], organization: string) =>
  Number(rows.find(([name]) => name === organization)?.[1] ?? 0);

test("desk, coordinator and operator see what went where, as a chart, a table and a file that agree", async ({
  page,
  signIn,
  browser,
}) => {
  const title = "Verstuurd, per ontvangende organisatie";
  await signIn("desk@noord.example");
  await page.goto("/figures");
  const sent = page.getByRole("table", { name: title });
  await expect(sent).toBeVisible();
  const before = await rowsOf(sent);
  const asked = page.getByRole("table", { name: "Door ons opgevraagd" });
  const askedBefore = (await asked.count()) > 0 ? await rowsOf(asked) : [];

  // One more sending, opened by its recipient, and a request that is declined.
  const { id } = await call(page, "/shares", {
    studies: [{ studyInstanceUid: demoStudyUid("noord-ct-jansen-2026") }],
    recipients: [{ addressId: await addressOf(page, "radiologist@zuid.example", "PRACTITIONER") }],
    purpose: "REFERRAL",
    priority: "ROUTINE",
    message: "",
  });
  const request = await call(page, "/requests", {
    addressId: await addressOf(page, "radiologie@zuid.example", "MAILBOX"),
    patient: { name: "Cijfers^Cor", birthDate: "1950-01-02" },
    reason: "Vergelijken",
    neededBy: new Date(Date.now() + 86_400_000).toISOString(),
    ground: "TREATMENT",
    purpose: "COMPARISON",
  });
  const recipient = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  await signIn("radiologist@zuid.example", recipient);
  const opened = await recipient.request.get(
    `/dicom-web/shares/${id}/studies/${demoStudyUid("noord-ct-jansen-2026")}/metadata`,
  );
  expect(opened.ok()).toBe(true);
  const holder = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  await signIn("desk@zuid.example", holder);
  await call(holder, `/requests/${request.id}/decline`, { reason: "Niet bekend" });

  await page.reload();
  await expect(sent).toBeVisible();
  const after = await rowsOf(sent);
  expect(count(after, ZUID)).toBe(count(before, ZUID) + 1);
  expect(count(await rowsOf(asked), ZUID)).toBe(count(askedBefore, ZUID) + 1);

  // The chart above the table has a line for each of its rows, and is no picture to who can't see it.
  const chart = page.getByRole("figure", { name: "Wat ermee gebeurde" }).first();
  await expect(chart).toContainText(ZUID);
  await page.getByText("Als tabel").click();
  const weeks = page.getByRole("table", { name: "Per week" });
  await expect(weeks).toBeVisible();
  const weekRows = await rowsOf(weeks);
  expect(weekRows.length).toBeGreaterThanOrEqual(12);
  const bars = page.getByRole("figure", { name: "Per week" }).locator("svg[viewBox] rect");
  await expect(bars).toHaveCount(weekRows.length * 4);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // The file says what the table says.
  const partners = await exported(page, title);
  const ours = partners.filter(({ direction }) => direction === "sent");
  expect(
    ours.map(({ organization, shares, unopened, declined, late }) => [
      organization,
      shares,
      unopened,
      declined,
      late,
    ]),
  ).toEqual(
    after.map(([name, shares, , , , unopened, declined, late]) => [name, shares, unopened, declined, late]),
  );
  const zuid = ours.find(({ organization }) => organization === ZUID);
  expect(Number(zuid?.opened)).toBeGreaterThan(0);
  expect(Number(zuid?.openMedianSeconds)).toBeGreaterThanOrEqual(0);
  const perWeek = await exported(page, "Per week");
  expect(perWeek.map(({ sent: number }) => number)).toEqual(weekRows.map(([, number]) => number).reverse());
  const requests = await exported(page, "Door ons opgevraagd");
  expect(
    requests.find(({ direction, organization }) => direction === "made" && organization === ZUID),
  ).toMatchObject({
    requests: String(count(await rowsOf(asked), ZUID)),
  });
  expect(JSON.stringify([partners, requests])).not.toMatch(/Jansen|Cijfers/);
  const quality = await exported(page, "BSN bij binnengekomen onderzoeken");
  expect(quality.reduce((sum, { withBsn }) => sum + Number(withBsn), 0)).toBeGreaterThan(0);

  // A period without anything says so; the other way round isn't asked.
  await page.getByLabel("Van", { exact: true }).fill("2020-01-01");
  await page.getByLabel("Tot en met").fill("2020-02-01");
  await expect(page.getByText("Niets in deze periode.").first()).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);

  // The other side's coordinator sees it coming from noord; the operator sees one end of every sending.
  await holder.context().close();
  const coordinator = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  await signIn("mdo@zuid.example", coordinator);
  await coordinator.getByRole("link", { name: "Cijfers" }).click();
  const received = coordinator.getByRole("table", { name: "Ontvangen, per afzendende organisatie" });
  await expect(received).toBeVisible();
  expect(count(await rowsOf(received), NOORD)).toBe(count(after, ZUID));
  await coordinator.context().close();

  const operator = await (await browser.newContext({ locale: "nl-NL" })).newPage();
  await signIn("operator@beeldbrug.example", operator);
  await operator.getByRole("link", { name: "Cijfers" }).click();
  const everybodys = operator.getByRole("table", { name: title });
  await expect(everybodys).toBeVisible();
  expect(count(await rowsOf(everybodys), ZUID)).toBeGreaterThanOrEqual(count(after, ZUID));
  await expect(operator.getByRole("heading", { name: "Ontvangen, per afzendende organisatie" })).toHaveCount(
    0,
  );
  const installation = await exported(operator, title);
  expect(installation.every(({ direction }) => direction === "sent")).toBe(true);
  await operator.context().close();
  await recipient.context().close();
});

test("figures are no care provider's business", async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  await expect(page.getByRole("link", { name: "Cijfers" })).toHaveCount(0);
  const answer = await page.request.get("/api/v1/figures?from=2026-01-01&to=2026-12-31");
  expect(answer.status()).toBe(403);
});
