import { defineConfig } from "@playwright/test";
import { asRoot, browserProgram, softwareWebGl } from "./tests/support/browser";

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/e2e/start-installation.ts",
  // One installation and two cores: tests of a file are steps of one story.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  forbidOnly: process.env.CI === "true",
  use: {
    locale: "nl-NL",
    timezoneId: "Europe/Amsterdam",
    // What never comes is a finding, not a wait until the whole test is over.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    viewport: { width: 1366, height: 768 },
    // Without a film of each test, which costs as much as the test.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      ...browserProgram,
      args: [
        ...asRoot,
        ...softwareWebGl,
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
