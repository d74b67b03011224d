import { setTimeout as sleep } from "node:timers/promises";
import type { Doors, Installation } from "../scratch/installation";
import { watch } from "./checks/watch";
import { makeInstances } from "./load/instances";
import type { Ledger } from "./load/ledger";
import { type Door, type Line, makeLine, sendLine } from "./load/line";
import { type AnswerTime, Progress } from "./load/progress";
import type { Random } from "./random";

/** One fault and what surrounds it. */
export interface Round {
  installation: Installation;
  random: Random;
  ledger: Ledger;
  /** Something that must not be. */
  violate(what: string): void;
}

/** A kind of fault. */
export interface Scenario {
  name: string;
  /**
   * Sends, lets the fault strike meanwhile, and puts everything right again as an administrator would.
   * @returns what was sent, to be sent again
   */
  strike(round: Round): Promise<Line[]>;
  /** After the round's checks. */
  clear?(round: Round, lines: Line[]): Promise<void>;
}

export interface Load {
  lines: Line[];
  progress: Progress;
  /** Resolves when all senders are done or gave up. */
  over: Promise<unknown>;
}

/** Several senders at once, through these doors. */
export async function startLoad(
  { installation, random, ledger, violate }: Round,
  wanted: Door[],
  {
    doors = installation,
    perLine = 8,
    atOnce = 4,
  }: { doors?: Doors; perLine?: number; atOnce?: number } = {},
): Promise<Load> {
  const lines: Line[] = [];
  for (const door of wanted)
    lines.push(await makeLine(installation, door, makeInstances(random, perLine), atOnce));
  const instances = lines.flatMap((line) => line.batches.flatMap((batch) => batch.instances));
  const answers = lines.map(({ door, batches }) => (door === "C-STORE" ? perLine : batches.length));
  const progress = new Progress(
    instances.reduce((sum, { file }) => sum + file.length, 0),
    answers.reduce((sum, count) => sum + count),
    answerTimeOf(wanted),
  );
  const sending = lines.map((line) => sendLine(installation, line, { ledger, doors, progress }));
  let isOver = false;
  const watching = watch({ installation, violate }, instances, () => isOver);
  const over = Promise.all(sending).finally(() => {
    isOver = true;
    progress.end();
    return watching;
  });
  return { lines, progress, over };
}

const answerTimes = new Map<string, AnswerTime>();

function answerTimeOf(wanted: Door[]): AnswerTime {
  const known = answerTimes.get(wanted.join()) ?? { milliseconds: 30 };
  answerTimes.set(wanted.join(), known);
  return known;
}

/** Waits for a moment of the load that nobody can foresee; every other one falls between a last byte and its answer. */
export async function someMoment({ random }: Round, { progress }: Load): Promise<void> {
  if (random.next() < 0.5) {
    await progress.reachedWhole(random.next());
    await sleep(random.next() * 1.2 * progress.answerTime.milliseconds);
  } else {
    await progress.reached(random.next());
    await sleep(random.between(0, 50));
  }
}
