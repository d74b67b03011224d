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

export type Mail = { to: string; subject: string; text: string; html: string };

/** What was mailed to an address, newest first. */
export async function mailsTo(page: Page, address: string): Promise<Mail[]> {
  const response = await page.request.get("/dev/mail", { headers: { accept: "application/json" } });
  const mails = (await response.json()) as Mail[];
  return mails.filter(({ to }) => to === address);
}

/**
 * The mail about the share that the page shows as sent, and its link: others may be mailed at the same time. Where a
 * link leads is said to everybody; opening it is another matter.
 */
export async function mailOfShare(page: Page, address: string): Promise<{ mail: Mail; link: string }> {
  const shareId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect(shareId).toMatch(/^[0-9a-f-]{36}$/);
  const seen = new Set<string>();
  let found: { mail: Mail; link: string } | undefined;
  const look = async () => {
    for (const mail of await mailsTo(page, address)) {
      const link = /\/s\/[A-Za-z0-9_-]{43}/.exec(mail.text)?.[0] ?? "";
      if (link === "" || seen.has(link)) continue;
      seen.add(link);
      const answer = await page.request.get(link, { maxRedirects: 0 });
      if (answer.headers().location?.includes(`/shares/${shareId}`)) found = { mail, link };
    }
    return found !== undefined;
  };
  await expect.poll(look, { timeout: 30_000 }).toBe(true);
  if (!found) throw new Error("no mail");
  return found;
}
