import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { AE_TITLE, OWN_AE_TITLE } from "../../scratch/installation";
import { makeInstances } from "../load/instances";
import { makeLine } from "../load/line";
import type { Round, Scenario } from "../round";

const INSTANCES = 12;

/** Another program's sender is killed in the middle; what it was told before is acknowledged. */
export const killedStorescu: Scenario = {
  name: "abort-storescu",
  async strike({ installation, random, ledger }: Round) {
    const instances = makeInstances(random, INSTANCES);
    const folder = fs.mkdtempSync(path.join(installation.folder, "storescu-"));
    const files = instances.map(({ file }, index) => {
      const name = path.join(folder, `IM${index}`);
      fs.writeFileSync(name, file);
      return name;
    });
    for (const instance of instances) ledger.noteSent(instance);
    const child = spawn(
      "storescu",
      [
        ...["-v", "-aet", OWN_AE_TITLE, "-aec", AE_TITLE, "127.0.0.1", String(installation.dicomPort)],
        ...files,
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const killAt = random.between(1, INSTANCES);
    let sending = 0;
    for await (const line of createInterface({ input: child.stderr })) {
      if (line.includes("Sending file")) sending += 1;
      if (line.includes("Sending file") && sending === killAt)
        void sleep(random.between(0, 20)).then(() => child.kill("SIGKILL"));
      const instance = instances[sending - 1];
      if (instance && line.includes("Store Response (Success)"))
        ledger.noteAcknowledged(instance, "storescu");
    }
    fs.rmSync(folder, { recursive: true });
    return [await makeLine(installation, "C-STORE", instances, INSTANCES)];
  },
};
