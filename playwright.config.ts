import fs from "node:fs";
import { defineConfig } from "@playwright/test";

const DEBIAN_CHROMIUM = "/usr/bin/chromium";

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
    trace: "retain-on-failure",
    launchOptions: {
      // Debian's Chromium where it is installed, else the one that Playwright downloaded.
      ...(fs.existsSync(DEBIAN_CHROMIUM) && { executablePath: DEBIAN_CHROMIUM }),
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
