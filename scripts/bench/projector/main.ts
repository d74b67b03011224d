import fs from "node:fs";
import { startInstallation } from "@/tests/support/installation";
import { benchProjector } from "./bench-projector";

// Against an installation that runs already, or a demo installation of its own.
const [address] = process.argv.slice(2);
if (address) process.exit((await benchProjector(address)) ? 0 : 1);
const installation = await startInstallation();
let isWithin = false;
try {
  isWithin = await benchProjector(installation.baseUrl);
} finally {
  await installation.stop();
  fs.rmSync(installation.dataDir, { recursive: true, force: true });
}
process.exit(isWithin ? 0 : 1);
