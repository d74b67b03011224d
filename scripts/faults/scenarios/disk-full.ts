import fs from "node:fs";
import path from "node:path";
import { organizationContext } from "../installation/organization-context";
import type { Line } from "../load/line";
import { type Round, type Scenario, startLoad } from "../round";

/** More than a load brings. */
const MOST_FREE = 3_000_000;

/** The disk has room for a part of what comes, up to any byte; then somebody makes room. */
export const diskFull: Scenario = {
  name: "disk-full",
  async strike(round: Round) {
    const { installation, random, ledger, violate } = round;
    // Mostly the objects; an upload waits on the other one.
    const disk = random.pick([0, 0, 1].map((index) => installation.place.disks?.[index] ?? ""));
    const ballast = path.join(disk, "ballast");
    const { bavail, bsize } = fs.statfsSync(disk);
    fs.writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - random.between(0, MOST_FREE))));
    const load = await startLoad(round, ["C-STORE", "STOW", "upload"]);
    await load.over;
    for (const why of ledger.refusals.keys())
      if (!REFUSALS.includes(why)) violate(`a full disk was answered by ${why}`);
    fs.rmSync(ballast);
    return load.lines;
  },
  /** The disk is small: what was sent goes again. */
  async clear(round: Round, lines: Line[]) {
    const { deleteStudy } = await import("@/lib/studies");
    const studies = lines.flatMap(({ batches }) =>
      batches.flatMap(({ instances }) => instances.map(({ studyInstanceUid }) => studyInstanceUid)),
    );
    for (const study of new Set(studies)) await deleteStudy(organizationContext(round.installation), study);
  },
};

/** Out of resources (A700); 202, 409 and 503 of STOW say it for each instance. */
const REFUSALS = ["C-STORE a700", "STOW 202", "STOW 409", "STOW 503", "STOW 507", "upload 507"];
