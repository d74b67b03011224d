import { spawnSync } from "node:child_process";
import path from "node:path";

/** Each benchmark is a process of its own: settings are read once per process. */
const [wanted, ...args] = process.argv.slice(2);
let exitCode = 0;
for (const name of wanted === "all"
  ? ["search", "qido", "board", "projector", "archive"]
  : [wanted as string]) {
  const script = path.join(import.meta.dirname, name, "main.ts");
  const { status } = spawnSync(process.execPath, [...process.execArgv, script, ...args], {
    stdio: "inherit",
  });
  if (status !== 0) exitCode = 1;
}
process.exit(exitCode);
