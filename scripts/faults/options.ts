import { parseArgs } from "node:util";

export interface Options {
  rounds: number;
  seed: string;
  /** Names of scenarios, or beginnings of them; all when empty. */
  only: string[];
  /** Where the results are written as JSON. */
  report: string | undefined;
}

const USAGE = "npm run faults -- [--rounds 50] [--seed 1] [--only kill,cut-stow] [--report results.json]";

/** @throws with how it is used */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: "string", default: "50" },
      seed: { type: "string", default: "1" },
      only: { type: "string", multiple: true, default: [] },
      report: { type: "string" },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(USAGE);
  return {
    rounds,
    seed: values.seed,
    only: values.only.flatMap((names) => names.split(",")).filter((name) => name !== ""),
    report: values.report,
  };
}
