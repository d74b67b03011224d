import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { CATALOGUE, type Ground, isLeftOut } from "./catalogue";
import { readOptions } from "./options";
import type { Result } from "./run-rounds";

const { rounds, seed, only, report } = readOptions(process.argv.slice(2));
const wanted = CATALOGUE.filter(
  ({ name }) => only.length === 0 || only.some((beginning) => name.startsWith(beginning)),
);
if (wanted.length === 0) {
  console.error(`No such scenario. There are ${CATALOGUE.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}
const results: Result[] = [];
let isBroken = false;
const able = wanted.filter((entry) => {
  const why = isLeftOut(entry);
  if (why) console.log(`${entry.name.padEnd(18)} left out: ${why}`);
  return !why;
});
for (const [ground, entries] of Map.groupBy(able, ({ on }) => on))
  await runOn(
    ground,
    entries.map(({ name }) => name),
  );
if (report) fs.writeFileSync(report, `${JSON.stringify({ seed, rounds, results }, null, 2)}\n`);
const isFailed = isBroken || results.some(({ violations }) => violations.length > 0);
console.log(isFailed ? "\nFAILED" : "\nNothing was lost, and nothing was half there.");
process.exit(isFailed ? 1 : 0);

/** A process for each ground: its database and storage are settings of the process. */
function runOn(ground: Ground, names: string[]): Promise<void> {
  const script = path.join(import.meta.dirname, "rounds-process.ts");
  const child = spawn(
    process.execPath,
    [...process.execArgv, script, ground, String(rounds), seed, ...names],
    { stdio: ["ignore", "inherit", "inherit", "ipc"] },
  );
  child.on("message", (result: Result) => {
    results.push(result);
    print(result);
  });
  return new Promise((resolve) =>
    child.once("close", (code) => {
      if (code !== 0) {
        isBroken = true;
        console.log(`The scenarios on ${ground} ended with ${code}.`);
      }
      resolve();
    }),
  );
}

function print({ scenario, rounds: done, sent, acknowledged, violations, seconds }: Result): void {
  console.log(
    `${scenario.padEnd(18)} ${String(done).padStart(3)} rounds  ${violations.length} violations  ` +
      `${acknowledged} of ${sent} acknowledged  ${seconds} s`,
  );
  for (const violation of violations) console.log(`    ${violation}`);
}
