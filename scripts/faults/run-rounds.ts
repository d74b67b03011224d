import path from "node:path";
import type { Installation } from "../scratch/installation";
import { checkRound } from "./checks/check-round";
import { Ledger } from "./load/ledger";
import { seededRandom } from "./random";
import type { Round, Scenario } from "./round";

export interface Result {
  scenario: string;
  rounds: number;
  sent: number;
  /** Before anything was sent again. */
  acknowledged: number;
  violations: string[];
  seconds: number;
}

/** Runs a scenario so many times, each with a seed of its own that follows from the given one. */
export async function runRounds(
  installation: Installation,
  scenario: Scenario,
  { rounds, seed }: { rounds: number; seed: string },
): Promise<Result> {
  const startedAt = performance.now();
  const result: Result = {
    scenario: scenario.name,
    rounds: 0,
    sent: 0,
    acknowledged: 0,
    violations: [],
    seconds: 0,
  };
  for (let number = 1; number <= rounds; number++) {
    const ledger = new Ledger(path.join(installation.folder, `ledger-${scenario.name}-${number}.jsonl`));
    const round: Round = {
      installation,
      ledger,
      random: seededRandom(seed, scenario.name, number),
      violate: (what) => result.violations.push(`round ${number}: ${what}`),
    };
    try {
      const lines = await scenario.strike(round);
      await installation.recovered();
      result.sent += ledger.sent.size;
      result.acknowledged += ledger.acknowledged.size;
      await checkRound(round, lines);
      await scenario.clear?.(round, lines);
    } catch (error) {
      round.violate((error as Error).stack ?? String(error));
      await revive(installation);
    }
    result.rounds = number;
  }
  result.seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  return result;
}

/** After a round that failed half-way: the next one finds everything running. */
async function revive({ database, web, worker }: Installation): Promise<void> {
  await database.start();
  for (const child of [web, worker]) if (!child.isRunning) await child.start();
}
