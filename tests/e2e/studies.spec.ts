import { AxeBuilder } from "@axe-core/playwright";
import { expect, listening, test } from "./fixtures";

test.beforeEach(async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  await page.goto("/studies");
  await expect(page.getByRole("grid", { name: "Onderzoeken" })).toBeVisible();
  await listening(page.getByRole("searchbox"));
});

test("the list is worked by keyboard: move, select, open", async ({ page }) => {
  const rows = page.locator("tbody [role=row], tbody tr");
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press(" ");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByRole("toolbar", { name: "Selectie" })).toContainText("2 onderzoeken gekozen");
  await expect(page.getByRole("button", { name: "2 onderzoeken versturen" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/studies\/[0-9.]+$/);
  await expect(page.getByRole("region", { name: "Patiënt" })).toBeVisible();
});

test("a search travels in a body, never in an address", async ({ page }) => {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  const name = (
    await page.locator("tbody tr").first().locator("span.font-medium").first().textContent()
  )?.split(",")[0];
  if (!name) throw new Error("no name in the first row");
  await page.getByRole("searchbox").fill(name.slice(0, 5));
  await expect(page.locator("tbody tr").first()).toContainText(name);
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: /Zoek patiënten/ }).fill(name);
  await expect(page.getByRole("option").first()).toContainText(name);
  expect(addresses.filter((address) => decodeURIComponent(address).includes(name.slice(0, 5)))).toEqual([]);
});

test("nothing found says so, and filters are cleared in one step", async ({ page }) => {
  await page.getByRole("searchbox").fill("bestaatnietxyz");
  await expect(page.getByRole("heading", { name: "Geen onderzoeken gevonden" })).toBeVisible();
  await page.getByRole("button", { name: "Filters wissen" }).first().click();
  await expect(page.getByRole("grid", { name: "Onderzoeken" })).toBeVisible();
});

test("the study page shows series with pictures, and hides the BSN behind a click", async ({ page }) => {
  await page.locator("tbody tr").first().click();
  await expect(page.getByRole("region", { name: "Patiënt" })).toBeVisible();
  await expect(page.locator("img[src*='/thumbnail']").first()).toHaveJSProperty("complete", true);
  const bsn = page.getByRole("button", { name: "BSN tonen" });
  if (await bsn.count()) {
    await bsn.click();
    await expect(page.getByRole("button", { name: "BSN verbergen" })).toHaveText(/\d{3} \d{3} \d{3}/);
  }
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

for (const colorScheme of ["light", "dark"] as const)
  test(`the list passes axe in ${colorScheme}`, async ({ page }) => {
    // Without motion, so that axe doesn't measure a colour on its way to another.
    await page.emulateMedia({ colorScheme, contrast: "more", reducedMotion: "reduce" });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.emulateMedia({ colorScheme, contrast: "no-preference", reducedMotion: "reduce" });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });

test("keys: / searches, ? helps, n sends", async ({ page }) => {
  await page.locator("tbody tr").first().focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Sneltoetsen" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await expect(page.getByRole("combobox", { name: /Zoek patiënten/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/send$/);
});

test("a session that ends in mid-search asks to sign in again and loses nothing", async ({
  page,
  context,
}) => {
  const found = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/studies/search"));
  await page.getByRole("searchbox").fill("Jan");
  await found;
  await context.clearCookies();
  await page.getByRole("searchbox").fill("Jansen");
  await expect(page.getByRole("dialog", { name: "Uw sessie is beëindigd" })).toBeVisible();
  await expect(page.locator("input[type=search]")).toHaveValue("Jansen");
});
