import fs from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { asRoot, browserProgram, softwareWebGl } from "@/tests/support/browser";

/**
 * Takes a picture of every screen of a running demo installation, to be looked at in one go:
 * npm run pictures -- [address] [folder] [part of the screens' names]
 */
const [address = "http://127.0.0.1:3000", folder = "test-results/pictures", wanted = ""] =
  process.argv.slice(2);

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
      "studies-chosen": chooseTwo,
      "studies-none": searchNothing,
      study: openFirst("/studies", "tbody tr"),
      send: "/send",
      "send-filled": fillIn,
      sent: "/sent",
      "sent-share": openFirst("/sent", "a[data-row]"),
      emergency: "/emergency",
      requests: "/requests",
      "requests-new": "/requests/new",
      transfers: "/transfers",
      "address-book": "/directory",
      "address-book-found": findAddresses,
      account: "/account",
      "not-there": "/bestaat-niet",
      "no-right": "/audit",
      keys: showKeys,
    },
  },
  {
    account: "radiologist@zuid.example",
    pages: {
      inbox: "/inbox",
      "inbox-share": openFirst("/inbox", "a[data-row]"),
      viewer: openViewer(""),
      "viewer-report": openViewer("d"),
      "viewer-two": openViewer("g"),
      "viewer-keys": openViewer("?"),
      document: openDocument,
    },
  },
  {
    account: "mdo@zuid.example",
    pages: {
      meetings: "/meetings",
      "meeting-board": openMeeting(""),
      "meeting-case": openCase,
      "meeting-prepare": openMeeting("/prepare"),
      "meeting-coordinate": openMeeting("/coordinate"),
      "meeting-series": openSeries,
      "meeting-projector": openProjector,
      figures: "/figures",
    },
  },
  { account: "privacy@noord.example", pages: { log: "/audit" } },
  {
    account: "admin@noord.example",
    pages: sections("users", "mailboxes", "addresses", "peers", "retention", "requests", "tokens"),
  },
  {
    account: "operator@beeldbrug.example",
    pages: { ...sections("organizations", "sources", "drops", "queue", "system"), mails: "/dev/mail" },
  },
];

function sections(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`administration-${name}`, `/administration/${name}`]));
}

function openFirst(list: string, selector: string) {
  return async (page: Page) => {
    await page.goto(address + list);
    await page.locator(selector).first().click({ timeout: 5_000 });
  };
}

const MEETING = "main a[href^='/meetings/']:not([href*='/series'])";

async function meetingAddress(page: Page): Promise<string> {
  await page.goto(`${address}/meetings`);
  return (await page.locator(MEETING).first().getAttribute("href")) ?? "/meetings";
}

function openMeeting(part: string) {
  return async (page: Page) => {
    await page.goto(`${address}${await meetingAddress(page)}${part}`);
  };
}

async function openCase(page: Page): Promise<void> {
  await page.goto(address + (await meetingAddress(page)));
  await page.getByRole("list").getByRole("listitem").getByRole("button").nth(1).click();
}

async function openSeries(page: Page): Promise<void> {
  await page.goto(address + (await meetingAddress(page)));
  await page.locator("a[href*='/meetings/series/']").first().click();
}

async function openProjector(page: Page): Promise<void> {
  await page.goto(`${address}${(await meetingAddress(page)).replace("/meetings/", "/present/")}`);
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(4_000);
}

async function chooseTwo(page: Page): Promise<void> {
  await page.goto(`${address}/studies`);
  const boxes = page.locator("tbody").getByRole("checkbox");
  await boxes.nth(3).check();
  await boxes.nth(5).check();
}

async function searchNothing(page: Page): Promise<void> {
  await page.goto(`${address}/studies`);
  await page.getByRole("searchbox").fill("bestaatnietxyz");
}

async function fillIn(page: Page): Promise<void> {
  await page.goto(`${address}/send`);
  await page.getByRole("list").getByRole("checkbox").nth(1).check();
  const search = page.locator("#main").getByRole("combobox").first();
  await search.fill("radiologie");
  await page.getByRole("option").first().click();
}

async function findAddresses(page: Page): Promise<void> {
  await page.goto(`${address}/directory`);
  await page.getByRole("searchbox").fill("radiologie");
}

async function showKeys(page: Page): Promise<void> {
  await page.goto(`${address}/studies`);
  await page.locator("tbody tr").first().focus();
  await page.keyboard.press("?");
}

async function ctStudy(page: Page): Promise<string> {
  const answer = await page.request.post(`${address}/api/v1/studies/search`, {
    data: { modality: "CT", limit: 20 },
    headers: { origin: address },
  });
  const { items } = (await answer.json()) as {
    items: { studyInstanceUid: string; modalities: string[]; instanceCount: number }[];
  };
  const best = items.find(({ modalities }) => modalities.includes("DOC")) ?? items[0];
  if (!best) throw new Error("no CT");
  return best.studyInstanceUid;
}

/** The viewer on an own CT; a share would do as well, but a fresh installation has none. */
function openViewer(key: string) {
  return async (page: Page) => {
    await page.goto(`${address}/viewer?studyUID=${await ctStudy(page)}`);
    await page.waitForTimeout(4_000);
    if (key) await page.keyboard.press(key);
    await page.waitForTimeout(1_500);
  };
}

/** The PDF inside an instance, as the viewer opens it apart. */
async function openDocument(page: Page): Promise<void> {
  const study = await ctStudy(page);
  const answer = await page.request.get(`${address}/dicom-web/studies/${study}/instances?Modality=DOC`, {
    headers: { accept: "application/dicom+json" },
  });
  const [instance] = (await answer.json()) as Record<string, { Value?: string[] }>[];
  const query = new URLSearchParams({
    studyUID: study,
    seriesUID: instance?.["0020000E"]?.Value?.[0] ?? "",
    instanceUID: instance?.["00080018"]?.Value?.[0] ?? "",
  });
  await page.goto(`${address}/document?${query}`);
  await page.waitForTimeout(3_000);
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
const browser = await chromium.launch({ ...browserProgram, args: [...asRoot, ...softwareWebGl] });
for (const look of LOOKS) {
  const visitor = await (
    await browser.newContext({ locale: look.language, colorScheme: look.colorScheme })
  ).newPage();
  await visitor.goto(`${address}/sign-in`);
  await take(visitor, "sign-in", look);
  for (const { account, pages } of SCREENS) {
    const chosen = Object.entries(pages).filter(([name]) => name.includes(wanted));
    if (chosen.length === 0) continue;
    const page = await signedIn(browser, account, look);
    for (const [name, open] of chosen) {
      await page.setViewportSize({ width: WIDTHS.laptop, height: 768 });
      try {
        if (typeof open === "string") await page.goto(address + open);
        else await open(page);
      } catch (error) {
        console.log(`${name} can't be reached: ${(error as Error).message.split("\n", 1)[0]}`);
        continue;
      }
      await page.waitForLoadState("networkidle").catch(() => {});
      await take(page, name, look);
    }
    await page.context().close();
  }
}
await browser.close();
console.log(`Pictures are in ${folder}`);
