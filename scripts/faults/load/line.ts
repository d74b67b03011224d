import type { Doors, Installation } from "../../scratch/installation";
import type { MadeInstance } from "./instances";
import type { Ledger } from "./ledger";
import type { Progress } from "./progress";
import { sendByStore } from "./store";
import { sendByStow } from "./stow";
import { BundleUpload } from "./upload";

/** The services by which instances come in. */
export type Door = "C-STORE" | "STOW" | "upload";

export interface Sending {
  ledger: Ledger;
  doors: Doors;
  progress: Progress;
}

/** Instances that one sender sends, one batch after the other: requests of STOW, bundles, associations. */
export interface Line {
  door: Door;
  batches: { instances: MadeInstance[]; upload?: BundleUpload }[];
}

export async function makeLine(
  installation: Installation,
  door: Door,
  instances: MadeInstance[],
  atOnce: number,
): Promise<Line> {
  const batches: Line["batches"] = [];
  for (let at = 0; at < instances.length; at += atOnce) {
    const batch = instances.slice(at, at + atOnce);
    batches.push({
      instances: batch,
      ...(door === "upload" && { upload: await BundleUpload.begin(installation, batch) }),
    });
  }
  return { door, batches };
}

/** Sends a line; a second time goes on with uploads that broke off and repeats everything else. Never throws. */
export async function sendLine(installation: Installation, line: Line, sending: Sending): Promise<void> {
  for (const { instances, upload } of line.batches) {
    if (line.door === "STOW") await sendByStow(installation, instances, sending);
    else if (line.door === "C-STORE") await sendByStore(instances, sending);
    else await upload?.send(sending);
  }
}
