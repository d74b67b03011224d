import { install, runPinned } from "./install.mjs";

const BENCHES = ["search", "qido", "board", "projector", "archive"];
const [wanted = "all", ...args] = process.argv.slice(2);
if (wanted !== "all" && !BENCHES.includes(wanted)) {
  process.stderr.write(`There is no benchmark "${wanted}": ${BENCHES.join(", ")}, or none for all of them\n`);
  process.exit(2);
}
install();
runPinned("scripts/bench/main.ts", [wanted, ...args]);
