import { spawn } from "node:child_process";
import path from "node:path";
import { findMissingTools, installTools } from "./tools";

const root = path.resolve(import.meta.dirname, "../..");
/** Holds the failures that vitest and playwright list last. */
const TAIL_CHARACTERS = 7_000;
const requireAll = process.env.REQUIRE_ALL === "1";

interface Stage {
  name: string;
  command: string[];
}

const STAGES: Stage[] = [
  { name: "format and lint", command: ["biome", "check", "--error-on-warnings", "."] },
  { name: "types", command: ["tsc", "--noEmit"] },
  {
    name: "import rules and circles",
    command: ["depcruise", "--config", ".dependency-cruiser.mjs", "app", "components", "lib", "scripts"],
  },
  { name: "unused code", command: ["knip"] },
  {
    name: "unit and integration tests",
    command: ["vitest", "run", "--project", "unit", "--project", "integration"],
  },
  { name: "s3: tests against a real object store", command: ["vitest", "run", "--project", "s3"] },
  { name: "migrations agree with the schema", command: ["tsx", "scripts/database/check-migrations.ts"] },
  { name: "browser tests", command: ["playwright", "test"] },
];

await installTools();
const missing = await findMissingTools();
const wanted = process.argv.slice(2);
const failed: string[] = [];
const lastWords = new Map<string, string>();
for (const stage of STAGES) {
  if (wanted.length > 0 && !wanted.some((word) => stage.name.includes(word))) continue;
  const startedAt = performance.now();
  console.log(`\n── ${stage.name}`);
  const { isPassed, tail } = await run(stage.command);
  console.log(
    `── ${stage.name}: ${isPassed ? "passed" : "FAILED"} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
  if (!isPassed) {
    failed.push(stage.name);
    lastWords.set(stage.name, tail);
  }
}

// Of a long log often only the end is kept, and the stages after a failed one write pages.
for (const [name, tail] of lastWords) console.log(`\n── ${name} ended with\n${tail}`);

if (missing.length > 0) {
  console.log("\nLeft out, because a tool is not here:");
  for (const { name, without, install } of missing) console.log(`  ${name}: ${without} (${install})`);
  if (requireAll) failed.push("tools that REQUIRE_ALL=1 wants");
}
console.log(failed.length === 0 ? "\nAll passed." : `\nFailed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);

/** Runs a program, hands its output on, and keeps the end of it. */
function run([program = "", ...args]: string[]): Promise<{ isPassed: boolean; tail: string }> {
  return new Promise((resolve) => {
    let tail = "";
    const child = spawn(path.join(root, "node_modules/.bin", program), args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    });
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      from.pipe(to, { end: false });
      from.setEncoding("utf8").on("data", (text: string) => {
        tail = (tail + text).slice(-TAIL_CHARACTERS);
      });
    }
    child.on("error", (error) => resolve({ isPassed: false, tail: String(error) }));
    child.on("close", (code) => resolve({ isPassed: code === 0, tail }));
  });
}
