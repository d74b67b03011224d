import fs from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { asRoot, browserProgram, softwareWebGl } from "@/tests/support/browser";
import { chooseLooks, type Language, type Look, nameOf, SIZES } from "./looks";
import { NOTHING_REFUSED, prepareRefused } from "./prepare";
import { screens } from "./screens";
import { removeDiscs } from "./steps";
import { type Visitor, visit } from "./visitor";

/**
 * Takes a picture of every screen of a running demo installation, to be looked at in one go:
 * npm run pictures -- [address] [folder] [part of the screens' names, more with commas] [looks, with commas]
 * A look is a language, a scheme and a width (nl-light-1366) or a part of one (dark, en-dark, 390); all without.
 */
const [address = "http://127.0.0.1:3000", folder = "test-results/pictures", parts = "", wanted = ""] =
  process.argv.slice(2);
const split = (text: string) => text.split(",").filter(Boolean);
const looks = chooseLooks(split(wanted));
const isWanted = (name: string) =>
  split(parts).length === 0 || split(parts).some((part) => name.includes(part));

async function take({ page }: Visitor, name: string, chosen: Look[]): Promise<void> {
  for (const look of chosen) {
    await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: "reduce" });
    await page.setViewportSize(SIZES[look.width]);
    await page.waitForTimeout(350);
    await page.screenshot({ path: path.join(folder, `${name}-${nameOf(look)}.png`) });
    if (look.width === "390") await tellOverflow(page, name);
  }
}

/** A page that is wider than the window is a fault that a picture hides. */
async function tellOverflow(page: Visitor["page"], name: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) console.log(`${name} is ${over} px wider than the window`);
}

fs.mkdirSync(folder, { recursive: true });
const needsRefused = ["share-revoked", "share-expired"].some(isWanted);
const browser = await chromium.launch({ ...browserProgram, args: [...asRoot, ...softwareWebGl] });
for (const language of ["nl", "en"] satisfies Language[]) {
  const chosen = looks.filter((look) => look.language === language);
  if (chosen.length === 0) continue;
  const everything = screens(needsRefused ? await prepareRefused(browser, address) : NOTHING_REFUSED);
  for (const { account, pages } of everything) {
    const names = Object.entries(pages).filter(([name]) => isWanted(name));
    if (names.length === 0) continue;
    const visitor = await visit(browser, address, language, account);
    for (const [name, open] of names) {
      // Opened in the scheme of the first picture: a change afterwards leaves remains of the other one.
      await visitor.page.emulateMedia({ colorScheme: chosen[0]?.scheme, reducedMotion: "reduce" });
      await visitor.page.setViewportSize(SIZES["1366"]);
      try {
        await open(visitor);
        await visitor.page.waitForLoadState("networkidle", { timeout: 1_500 }).catch(() => {});
        await take(visitor, name, chosen);
      } catch (error) {
        console.log(`${name} (${language}) can't be reached: ${(error as Error).message.split("\n", 1)[0]}`);
      }
      await visitor.page.unrouteAll({ behavior: "ignoreErrors" });
    }
    await visitor.page.context().close();
  }
}
await browser.close();
removeDiscs();
console.log(`Pictures are in ${folder}`);
