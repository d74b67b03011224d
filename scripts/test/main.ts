import { spawn } from "node:child_process";
import path from "node:path";
import { findMissingTools, installTools } from "./tools";

const root = path.resolve(import.meta.dirname, "../..");
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
for (const stage of STAGES) {
  if (wanted.length > 0 && !wanted.some((word) => stage.name.includes(word))) continue;
  const startedAt = performance.now();
  console.log(`\n── ${stage.name}`);
  const isPassed = await run(stage.command);
  console.log(
    `── ${stage.name}: ${isPassed ? "passed" : "FAILED"} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
  if (!isPassed) failed.push(stage.name);
}

if (missing.length > 0) {
  console.log("\nLeft out, because a tool is not here:");
  for (const { name, without, install } of missing) console.log(`  ${name}: ${without} (${install})`);
  if (requireAll) failed.push("tools that REQUIRE_ALL=1 wants");
}
console.log(failed.length === 0 ? "\nAll passed." : `\nFailed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);

function run([program = "", ...args]: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(path.join(root, "node_modules/.bin", program), args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
}
