import type { Browser, Page } from "@playwright/test";
import { loadMessages } from "@/lib/i18n/messages";
import type { Language } from "./looks";

/** Somebody with a browser at the installation, who reads the screens in one language. */
export interface Visitor {
  page: Page;
  address: string;
  /** What a button is called: `shares.revoke.action`. Where a text has places for names, the part before the first. */
  word: (key: string) => string;
  /** Calls the installation's own API as this account. */
  api: <Answer>(path: string, body?: unknown, method?: string) => Promise<Answer>;
}

export async function visit(
  browser: Browser,
  address: string,
  language: Language,
  account?: string,
): Promise<Visitor> {
  const context = await browser.newContext({
    locale: language === "nl" ? "nl-NL" : "en-GB",
    timezoneId: "Europe/Amsterdam",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  if (account) {
    await page.goto(`${address}/sign-in`);
    await page.getByLabel(/e-mail/i).fill(account);
    await page.getByLabel(/wachtwoord|password/i).fill("beeldbrug");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  }
  return {
    page,
    address,
    word: (key) => wordOf(language, key),
    api: async <Answer>(path: string, body?: unknown, method = body === undefined ? "GET" : "POST") => {
      const answer = await page.request.fetch(address + path, {
        method,
        headers: { origin: address },
        ...(body !== undefined && { data: body }),
      });
      if (!answer.ok()) throw new Error(`${path} answers ${answer.status()}: ${await answer.text()}`);
      return (answer.status() === 204 ? undefined : await answer.json()) as Answer;
    },
  };
}

function wordOf(language: Language, key: string): string {
  const found = key
    .split(".")
    .reduce<unknown>(
      (part, name) => (part as Record<string, unknown> | undefined)?.[name],
      loadMessages(language),
    );
  if (typeof found !== "string") throw new Error(`no word ${key}`);
  return found.split("{", 1)[0]?.trim() || found;
}
