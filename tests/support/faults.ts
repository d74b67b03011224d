import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { CATALOGUE, type Ground, isLeftOut } from "@/scripts/faults/catalogue";
import type { Result } from "@/scripts/faults/run-rounds";

const ROUNDS = 3;
const SEED = "1";
const LIMIT = 900_000;

/** Three rounds with a fixed seed of every fault on these grounds; `npm run faults` does many of the same. */
export function testFaults(...grounds: Ground[]): void {
  const entries = CATALOGUE.filter(({ on }) => grounds.includes(on));
  let results: Result[] = [];

  // Its processes have settings of their own.
  beforeAll(async () => {
    const { DATABASE_URL: _, DATABASE_OWNER_URL: __, DATA_DIR: ___, ...environment } = process.env;
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-faults-report-"));
    const report = path.join(folder, "results.json");
    const only = entries.map(({ name }) => name).join();
    await promisify(execFile)(
      process.execPath,
      [
        ...["--import", "tsx", "scripts/faults/main.ts"],
        ...["--rounds", String(ROUNDS), "--seed", SEED, "--only", only, "--report", report],
      ],
      { env: environment },
    ).catch((error: { stdout: string; stderr: string }) => {
      // Violations are reported below; without a report it didn't come that far.
      if (!fs.existsSync(report)) throw new Error(error.stdout + error.stderr);
    });
    results = JSON.parse(fs.readFileSync(report, "utf8")).results;
    fs.rmSync(folder, { recursive: true });
  }, LIMIT);

  describe("a fault at a random moment", () => {
    it.for(entries)("$name: nothing is lost, half there or left behind", (entry, { skip }) => {
      const reason = isLeftOut(entry);
      if (reason && process.env.REQUIRE_ALL !== "1") skip(reason);
      expect(reason).toBeUndefined();
      expect(results.find(({ scenario }) => scenario === entry.name)).toMatchObject({
        rounds: ROUNDS,
        violations: [],
      });
    });
  });
}
