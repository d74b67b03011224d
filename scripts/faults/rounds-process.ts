import fs from "node:fs";
import { startInstallation } from "../scratch/installation";
import { ordinaryPlace, smallDisks } from "../scratch/place";
import { objectStore } from "./installation/object-store";

const [on = "", rounds = "", seed = "", ...names] = process.argv.slice(2);
const places = { disk: ordinaryPlace, "small disks": smallDisks, "object store": objectStore };

const installation = await startInstallation(places[on as keyof typeof places]);
let isWhole = true;
try {
  // Only now: what these import reads the installation's settings.
  const [{ scenarios }, { runRounds }] = await Promise.all([import("./scenarios"), import("./run-rounds")]);
  for (const scenario of scenarios.filter(({ name }) => names.includes(name))) {
    const result = await runRounds(installation, scenario, { rounds: Number(rounds), seed });
    if (result.violations.length > 0) isWhole = false;
    process.send?.(result);
  }
} finally {
  await installation.stop();
}
if (isWhole) fs.rmSync(installation.folder, { recursive: true });
else console.log(`What is left of it: ${installation.folder}`);
process.exit(0);
