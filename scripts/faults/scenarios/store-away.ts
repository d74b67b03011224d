import { setTimeout as sleep } from "node:timers/promises";
import { type Round, type Scenario, someMoment, startLoad } from "../round";

/** The object store refuses, says nothing any more, or its answers break off; then it is back. */
export const storeAway: Scenario = {
  name: "s3-away",
  async strike(round: Round) {
    const { installation, random, ledger, violate } = round;
    const load = await startLoad(round, ["C-STORE", "STOW", "upload"]);
    await someMoment(round, load);
    installation.place.network?.set(random.pick(["refuse", "refuse", "hang", "cut"]));
    await sleep(random.between(100, 2_000));
    installation.place.network?.set("pass");
    await load.over;
    for (const why of ledger.refusals.keys())
      if (!REFUSALS.includes(why)) violate(`a lost object store was answered by ${why}`);
    return load.lines;
  },
};

const REFUSALS = ["C-STORE a700", "STOW 202", "STOW 409", "STOW 503", "upload 503"];
