import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { readOrMakeSecret } from "./auth-secret";

const folder = mkdtempSync(path.join(os.tmpdir(), "beeldbrug-secret-"));
const file = path.join(folder, "data", "auth-secret");
afterEach(() => rmSync(path.join(folder, "data"), { recursive: true, force: true }));

test("is made once, readable by its owner only, and kept", () => {
  const secret = readOrMakeSecret(file);
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(readOrMakeSecret(file)).toBe(secret);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.dirname(file))).toEqual(["auth-secret"]);
});

test("a file that is cut off is not taken for a secret", () => {
  readOrMakeSecret(file);
  writeFileSync(file, "short");
  expect(() => readOrMakeSecret(file)).toThrow(/fewer than 32/);
});
