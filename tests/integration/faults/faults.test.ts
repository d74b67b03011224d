import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { CATALOGUE, isLeftOut } from "@/scripts/faults/catalogue";
import type { Result } from "@/scripts/faults/run-rounds";

const LIMIT = 600_000;
const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-faults-report-")), "results.json");
const here = CATALOGUE.filter(({ on }) => on !== "object store");
let results: Result[] = [];

// `npm run faults` does many rounds of the same; its processes have settings of their own.
beforeAll(async () => {
  const { DATABASE_URL: _, STORAGE_URL: __, NODE_ENV: ___, ...environment } = process.env;
  const only = here.map(({ name }) => name).join();
  await promisify(execFile)(
    process.execPath,
    [
      ...["--import", "tsx", "scripts/faults/main.ts"],
      ...["--rounds", "3", "--seed", "1", "--only", only, "--report", report],
    ],
    { env: environment as NodeJS.ProcessEnv },
  ).catch((error: { stdout: string }) => {
    // Violations are reported below; without a report it didn't come that far.
    if (!fs.existsSync(report)) throw new Error(error.stdout);
  });
  results = JSON.parse(fs.readFileSync(report, "utf8")).results;
}, LIMIT);

describe("a fault at a random moment", () => {
  it.each(here)("$name: loses nothing, shows nothing half, leaves nothing behind", (entry) => {
    const reason = isLeftOut(entry);
    if (reason && process.env.REQUIRE_ALL !== "1") return;
    expect(reason).toBeUndefined();
    const result = results.find(({ scenario }) => scenario === entry.name);
    expect(result).toMatchObject({ rounds: 3, violations: [] });
  });
});
