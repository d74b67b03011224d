import fs from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";

/**
 * Takes a picture of every screen of a running demo installation, to be looked at in one go:
 * npm run pictures -- [address] [folder]
 */
const [address = "http://127.0.0.1:3000", folder = "test-results/pictures"] = process.argv.slice(2);

const WIDTHS = { narrow: 390, laptop: 1366, wide: 1920 } as const;
const LOOKS = [
  { language: "nl", colorScheme: "light", widths: ["narrow", "laptop", "wide"] },
  { language: "en", colorScheme: "dark", widths: ["narrow", "laptop"] },
] as const;

const SCREENS: { account: string; pages: Record<string, string | ((page: Page) => Promise<void>)> }[] = [
  {
    account: "sender@noord.example",
    pages: {
      studies: "/studies",
      study: openFirst("/studies", "tbody tr"),
      send: "/send",
      sent: "/sent",
      "address-book": "/directory",
      account: "/account",
    },
  },
  {
    account: "radiologist@zuid.example",
    pages: { inbox: "/inbox", viewer: openViewer },
  },
  { account: "privacy@noord.example", pages: { log: "/audit" } },
  { account: "admin@noord.example", pages: { administration: "/administration" } },
  { account: "operator@beeldbrug.example", pages: { operation: "/administration" } },
];

function openFirst(list: string, selector: string) {
  return async (page: Page) => {
    await page.goto(address + list);
    await page.locator(selector).first().click();
  };
}

/** The viewer on the newest own study; a share would do as well, but a fresh installation has none. */
async function openViewer(page: Page): Promise<void> {
  const answer = await page.request.post(`${address}/api/v1/studies/search`, {
    data: { modality: "CT" },
    headers: { origin: address },
  });
  const { items } = (await answer.json()) as { items: { studyInstanceUid: string }[] };
  await page.goto(`${address}/viewer?studyUID=${items[0]?.studyInstanceUid}`);
  await page.waitForTimeout(4_000);
}

async function signedIn(browser: Browser, account: string, look: (typeof LOOKS)[number]): Promise<Page> {
  const context = await browser.newContext({
    locale: look.language === "nl" ? "nl-NL" : "en-GB",
    colorScheme: look.colorScheme,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(`${address}/sign-in`);
  await page.getByLabel(/e-mail/i).fill(account);
  await page.getByLabel(/wachtwoord|password/i).fill("beeldbrug");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return page;
}

async function take(page: Page, name: string, look: (typeof LOOKS)[number]): Promise<void> {
  for (const width of look.widths) {
    await page.setViewportSize({
      width: WIDTHS[width],
      height: width === "narrow" ? 844 : width === "wide" ? 1080 : 768,
    });
    await page.waitForTimeout(700);
    await page.screenshot({
      path: path.join(folder, `${name}-${look.language}-${look.colorScheme}-${width}.png`),
    });
  }
}

fs.mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  ...(fs.existsSync("/usr/bin/chromium") && { executablePath: "/usr/bin/chromium" }),
  args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
});
for (const look of LOOKS) {
  const visitor = await (
    await browser.newContext({ locale: look.language, colorScheme: look.colorScheme })
  ).newPage();
  await visitor.goto(`${address}/sign-in`);
  await take(visitor, "sign-in", look);
  for (const { account, pages } of SCREENS) {
    const page = await signedIn(browser, account, look);
    for (const [name, open] of Object.entries(pages)) {
      if (typeof open === "string") await page.goto(address + open);
      else await open(page);
      await page.waitForLoadState("networkidle").catch(() => {});
      await take(page, name, look);
    }
    await page.context().close();
  }
}
await browser.close();
console.log(`Pictures are in ${folder}`);
