import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { byteRoutes } from "@/lib/http/byte-routes";
import { methodsOf, routeFiles } from "../../support/site";
import { PAGES, ROWS, type Row, SERVICES } from "./table";

const root = path.resolve(import.meta.dirname, "../../..");
const nameOf = (address: string) => address.replace(/\{[^}]+\}/g, "{}");

describe("the table", () => {
  it("has every route file with every method it exports, and nothing that isn't there", async () => {
    const files = await Promise.all(
      routeFiles("route.ts").map(async ({ file, address }) =>
        (await methodsOf(file)).map((method) => `${method} ${nameOf(address)}`),
      ),
    );
    const isByNext = ({ address }: Row) => !byteRoutes.some(({ pattern }) => pattern.test(address));
    const rows = ROWS.filter(isByNext).map(({ method, address }) => `${method} ${nameOf(address)}`);
    expect([...new Set(rows)].sort()).toEqual(files.flat().sort());
  });

  it("has every group of byte routes and every DICOMweb service", () => {
    const filled = ROWS.map(({ address }) => address);
    for (const { pattern } of byteRoutes)
      expect([pattern.source, filled.some((address) => pattern.test(address))]).toEqual([
        pattern.source,
        true,
      ]);
    const services = fs
      .readdirSync(path.join(root, "lib/dicomweb"))
      .filter((name) => /-rs\b.*\.ts$/.test(name));
    expect(Object.keys(SERVICES).sort()).toEqual(services.filter((name) => !name.includes(".test.")).sort());
  });

  it("has every page, and the page or a layout above it asks who is there", () => {
    const pages = routeFiles("page.tsx");
    expect(Object.keys(PAGES).sort()).toEqual(pages.map(({ address }) => address).sort());
    for (const { file, address } of pages) {
      const guard = PAGES[address] ?? "";
      const sources = withLayouts(file).map((each) => fs.readFileSync(path.join(root, each), "utf8"));
      const asks = (call: string) => sources.some((source) => source.includes(`await ${call}(`));
      expect([address, asks("requirePageUser")]).toEqual([
        address,
        guard === "session" || guard.startsWith("role:"),
      ]);
      expect([address, asks("requireSignedIn")]).toEqual([address, guard === "first-factor"]);
      // A layout and its page are rendered side by side: who reads on the server has to ask itself.
      const own = sources[0] ?? "";
      if (guard !== "open" && /from "@\/lib\/(?!auth|i18n|env|errors)/.test(own))
        expect([address, /await require(PageUser|SignedIn)\(/.test(own)]).toEqual([address, true]);
      const role = /^role:(\w+)$/.exec(guard)?.[1];
      if (role) expect([address, own.includes(`actor.roles.includes("${role}")`)]).toEqual([address, true]);
    }
  });

  it("has no server action that doesn't ask who is there", () => {
    const actions = fs
      .readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => fs.readFileSync(path.join(root, "app", name), "utf8"))
      .filter((source) => source.startsWith('"use server"'));
    expect(actions.length).toBeGreaterThan(0);
    for (const source of actions) {
      const [, ...exported] = source.split(/^export async function /m);
      const shared = /^async function change\b[\s\S]*?await requirePageUser\(\)/m.test(source);
      for (const body of exported)
        expect(body).toMatch(
          shared
            ? /await (requirePageUser|requireSignedIn)\(\)|return change\(/
            : /await (requirePageUser|requireSignedIn)\(\)/,
        );
    }
  });
});

function withLayouts(file: string): string[] {
  const files = [file];
  for (let folder = path.dirname(file); folder !== "."; folder = path.dirname(folder)) {
    const layout = path.join(folder, "layout.tsx");
    if (fs.existsSync(path.join(root, layout))) files.push(layout);
  }
  return files;
}
