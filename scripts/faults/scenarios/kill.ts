import type { Door } from "../load/line";
import { type Round, type Scenario, someMoment, startLoad } from "../round";

/** kill -9 of the process that receives; now and then of both, or of the other one, which must not matter. */
function killDuring(name: string, door: Door, serving: "web" | "worker"): Scenario {
  return {
    name,
    async strike(round: Round) {
      const { installation, random } = round;
      const { web, worker } = installation;
      const [served, other] = serving === "web" ? [web, worker] : [worker, web];
      const victims = random.pick([[served], [served], [served], [served, other], [other]]);
      const load = await startLoad(round, [door, door]);
      await someMoment(round, load);
      await Promise.all(victims.map((victim) => victim.end("SIGKILL")));
      await load.over;
      await Promise.all(victims.map((victim) => victim.start()));
      return load.lines;
    },
  };
}

export const killScenarios: Scenario[] = [
  killDuring("kill-store", "C-STORE", "worker"),
  killDuring("kill-stow", "STOW", "web"),
  killDuring("kill-upload", "upload", "web"),
];
