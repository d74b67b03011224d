import { type BrowserContext, test as base, expect, type Locator, type Page } from "@playwright/test";

/** The session of each account that signed in: the form is filled once, the way a person's day goes. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>();

/** Pages of the installation under test, and signing in as one of the demo accounts. */
export const test = base.extend<{ signIn: (email: string, page?: Page) => Promise<void> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  baseURL: async ({}, use) => use(process.env.E2E_BASE_URL),
  signIn: async ({ page }, use) => {
    await use(async (email, target = page) => {
      const session = sessions.get(email);
      if (session) {
        await target.context().addCookies(session);
        await target.goto("/");
        if (!target.url().includes("/sign-in")) return;
        await target.context().clearCookies();
      }
      await target.goto("/sign-in");
      await target.getByLabel(/e-mail/i).fill(email);
      await target.getByLabel(/wachtwoord|password/i).fill("beeldbrug");
      await target.getByRole("button", { name: /^(inloggen|aanmelden|sign in)$/i }).click();
      await expect(target).not.toHaveURL(/sign-in/);
      sessions.set(email, await target.context().cookies());
    });
  },
});

export { expect };

/** Resolves once the page's programs listen to the element: rows and fields are there before. */
export async function listening(element: Locator): Promise<void> {
  await expect
    .poll(() => element.evaluate((node) => Object.keys(node).some((key) => key.startsWith("__reactProps"))))
    .toBe(true);
}
