import type { Page, Route } from "@playwright/test";
import { expect, test } from "./fixtures";

/** A page of which the programs are still under way: what is there came from the server. */
async function openUnlistened(page: Page, path: string): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let isHeld = true;
  await page.route(/\/_next\/static\/.*\.js/, (route) => (isHeld ? held.push(route) : route.continue()));
  await page.goto(path, { waitUntil: "commit" });
  return async () => {
    isHeld = false;
    await Promise.all(held.map((route) => route.continue()));
  };
}

test("what is typed in a list's search before the page listens is searched for", async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  const release = await openUnlistened(page, "/studies");
  const search = page.getByRole("searchbox");
  await search.fill("Peters");
  await release();
  const rows = page.locator("tbody tr");
  await expect(rows.first()).toContainText("Peters");
  await expect(rows.filter({ hasNotText: "Peters" })).toHaveCount(0);
  await expect(search).toHaveValue("Peters");
});

test("so are the address book's, the send page's and the one above every page", async ({ page, signIn }) => {
  await signIn("sender@noord.example");
  let release = await openUnlistened(page, "/directory");
  await page.getByRole("searchbox").fill("Leeuwen");
  await release();
  await expect(page.getByRole("article").first()).toContainText("Leeuwen");
  await expect(page.getByRole("searchbox")).toHaveValue("Leeuwen");

  await page.unrouteAll();
  release = await openUnlistened(page, "/send");
  await page.getByRole("combobox", { name: "Zoek een ontvanger" }).fill("Leeuwen");
  await release();
  await expect(page.getByRole("option").first()).toContainText("Leeuwen");

  await page.unrouteAll();
  release = await openUnlistened(page, "/sent");
  await page.getByRole("combobox", { name: /^Zoek patiënt/ }).fill("Jansen");
  await release();
  await expect(page.getByRole("option").first()).toContainText("Jansen");
});
