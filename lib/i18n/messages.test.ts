import fs from "node:fs";
import path from "node:path";
import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { loadMessages, NAMESPACES } from "./messages";

const ROOT = path.resolve(import.meta.dirname, "../..");

function flatten(node: unknown, path: string, into: Map<string, string>) {
  if (typeof node === "string") into.set(path, node);
  else if (node && typeof node === "object") {
    for (const [key, value] of Object.entries(node)) flatten(value, path ? `${path}.${key}` : key, into);
  } else throw new Error(`${path} is neither a text nor a group`);
  return into;
}

/** Arguments of an ICU message: {name}, {count, plural, ...}, <tag>. */
function argumentsOf(message: string) {
  const names = [...message.matchAll(/\{\s*([a-zA-Z]\w*)\s*[,}]/g), ...message.matchAll(/<([a-z]\w*)>/g)];
  return [...new Set(names.map((match) => match[1]))].sort();
}

describe.each(NAMESPACES)("messages of %s", (namespace) => {
  const nl = flatten(loadMessages("nl")[namespace], "", new Map());
  const en = flatten(loadMessages("en")[namespace], "", new Map());

  test("Dutch and English have the same keys", () => {
    expect([...nl.keys()].sort()).toEqual([...en.keys()].sort());
  });
  test("no message is empty", () => {
    for (const messages of [nl, en]) {
      expect([...messages].filter(([, text]) => text.trim() === "").map(([key]) => key)).toEqual([]);
    }
  });
  test("both languages take the same arguments", () => {
    for (const [key, text] of en) {
      const plain = (message: string) =>
        argumentsOf(message.replace(/(one|other|zero|few|many|=\d+)\s*\{[^{}]*\}/g, ""));
      expect({ key, arguments: plain(nl.get(key) ?? "") }).toEqual({ key, arguments: plain(text) });
    }
  });
  test("every message is well-formed", () => {
    for (const locale of ["nl", "en"] as const) {
      const failures: string[] = [];
      const t = createTranslator({
        locale,
        messages: { m: loadMessages(locale)[namespace] },
        namespace: "m",
        onError: (error) => {
          if (error.code === "INVALID_MESSAGE") failures.push(error.message);
        },
      });
      for (const key of nl.keys()) t(key as never);
      expect(failures).toEqual([]);
    }
  });
});

test("every job has a name for the operator", () => {
  const names = fs
    .readdirSync(path.join(ROOT, "lib"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => {
      const text = fs.readFileSync(path.join(ROOT, "lib", file), "utf8");
      return [...text.matchAll(/defineJob\(\{\s*name: "([^"]+)"/g)].map((match) => match[1]);
    });
  expect(names.length).toBeGreaterThan(15);
  const { queue } = loadMessages("nl").admin as { queue: { names: Record<string, string> } };
  expect(names.filter((name) => !(name && name in queue.names))).toEqual([]);
});
