import path from "node:path";
import { expect, it } from "vitest";
import { readEnvironment, SettingsError } from "./environment";

const DATABASE_URL = "postgresql://app:secret@db.example/beeldbrug";
const production = { DATABASE_URL, SMTP_URL: "smtps://mail.example", DEMO: "0" };

function problemsOf(source: Record<string, string>): string[] {
  try {
    readEnvironment(source);
    return [];
  } catch (error) {
    return error instanceof SettingsError ? error.problems : [String(error)];
  }
}

it("needs nothing, and is a demo on the loopback address then", () => {
  expect(readEnvironment({})).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    BASE_URL: "http://127.0.0.1:3000",
    DATA_DIR: path.resolve("data"),
    DICOM_AE_TITLE: "BEELDBRUG",
    DEMO: true,
  });
});

it("is no demo with a database of one's own", () => {
  expect(readEnvironment(production)).toMatchObject({ DEMO: false, ALLOW_LOOPBACK_PEERS: false });
  expect(readEnvironment({ ...production, BASE_URL: "https://beelden.example/" }).BASE_URL).toBe(
    "https://beelden.example",
  );
});

it("says one line for each setting that is wrong", () => {
  const problems = problemsOf({
    PORT: "70000",
    DATABASE_URL: "mysql://x",
    DICOM_AE_TITLE: "SEVENTEEN CHARACTERS",
  });
  expect(problems.map((line) => line.split(" ")[0])).toEqual(["PORT", "DATABASE_URL", "DICOM_AE_TITLE"]);
});

it("serves demo accounts on the loopback address only", () => {
  expect(problemsOf({ HOST: "0.0.0.0" })).toEqual([expect.stringContaining("HOST 0.0.0.0")]);
  expect(problemsOf({ ...production, HOST: "0.0.0.0" })).toEqual([]);
});

it("refuses to run in earnest without mail or with a demo secret", () => {
  expect(problemsOf({ DATABASE_URL, DEMO: "0" })).toEqual([expect.stringContaining("SMTP_URL")]);
  expect(problemsOf({ ...production, AUTH_SECRET: `demo${"x".repeat(40)}` })).toEqual([
    expect.stringContaining("AUTH_SECRET"),
  ]);
  expect(problemsOf({ ...production, AUTH_SECRET: "short" })).toEqual([
    expect.stringContaining("at least 32"),
  ]);
});

it("wants the three settings of OpenID Connect together", () => {
  expect(problemsOf({ OIDC_ISSUER: "https://login.example" })).toEqual([
    expect.stringContaining("set together"),
  ]);
});
