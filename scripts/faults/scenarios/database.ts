import { setTimeout as sleep } from "node:timers/promises";
import { checkJobs } from "../checks/check-jobs";
import { makeInstances } from "../load/instances";
import { Ledger } from "../load/ledger";
import { makeLine, sendLine } from "../load/line";
import { noProgress } from "../load/progress";
import { type Round, type Scenario, someMoment, startLoad } from "../round";

/** PostgreSQL goes away under load and comes back; nothing else is started again. */
function databaseAway(name: string, end: (round: Round) => Promise<void>): Scenario {
  return {
    name,
    async strike(round) {
      const { installation, random, violate } = round;
      const { web, worker } = installation;
      const pids = [web.pid, worker.pid].join();
      const load = await startLoad(round, ["C-STORE", "STOW", "upload"]);
      await someMoment(round, load);
      await end(round);
      await checkRefusals(round);
      await sleep(random.between(0, 300));
      await installation.database.start();
      await load.over;
      if (!web.isRunning || !worker.isRunning || [web.pid, worker.pid].join() !== pids)
        violate("a process ended because the database went away");
      await checkJobs(round);
      return load.lines;
    },
  };
}

/** Without a database everything says so, and nothing says that it stored. */
async function checkRefusals({ installation, random, violate }: Round): Promise<void> {
  const health = await installation.health();
  if (health !== 503) violate(`without a database health is ${health}`);
  const ledger = new Ledger("/dev/null");
  const sending = { ledger, doors: installation, progress: noProgress() };
  for (const door of ["STOW", "C-STORE"] as const)
    await sendLine(installation, await makeLine(installation, door, makeInstances(random, 1, 1), 1), sending);
  if (ledger.acknowledged.size > 0) violate("without a database an instance was acknowledged");
  for (const why of ledger.refusals.keys())
    if (!REFUSALS.some((form) => form.test(why))) violate(`without a database the answer is ${why}`);
}

/** Service unavailable; an association that is rejected for now, or A700 and 0110 on one that is open. */
const REFUSALS = [/^STOW 503$/, /^C-STORE (a700|0110|REJECTED)/];

export const databaseScenarios: Scenario[] = [
  databaseAway("database-stop", ({ installation }) => installation.database.stop()),
  databaseAway("database-kill", ({ installation }) => installation.database.kill()),
];
