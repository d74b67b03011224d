import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db";
import { resumeDueTransfers, startTransfer } from "@/lib/forwarding";
import type { Installation } from "../../scratch/installation";
import { ForwardTarget } from "../installation/forward-target";
import { organizationContext } from "../installation/organization-context";
import { makeInstances } from "../load/instances";
import { type Line, makeLine, sendLine } from "../load/line";
import { noProgress } from "../load/progress";
import type { Round, Scenario } from "../round";

const INSTANCES = 10;
const DONE_WITHIN = 60_000;
let registered: Promise<ForwardTarget> | undefined;

/** A study is stored and sent on; what strikes meanwhile must not keep a single instance from getting there. */
function forwarding(name: string, strike: (round: Round, target: ForwardTarget) => Promise<void>): Scenario {
  return {
    name,
    async strike(round) {
      const { installation, random, ledger, violate } = round;
      registered ??= ForwardTarget.register(installation);
      const target = await registered;
      const instances = makeInstances(random, INSTANCES, 1);
      const line: Line = await makeLine(installation, "STOW", instances, INSTANCES);
      await sendLine(installation, line, { ledger, doors: installation, progress: noProgress() });
      const { id } = await startTransfer(
        organizationContext(installation),
        instances[0]?.studyInstanceUid ?? "",
        { peerId: target.peerId },
      );
      await strike(round, target);
      const state = await over(id);
      if (state !== "DONE") violate(`the transfer is ${state}`);
      const arrived = target.take();
      await target.stop();
      const missing = instances.filter(({ sha256 }) => !arrived.has(sha256));
      if (missing.length > 0) violate(`${missing.length} instances did not arrive as they were stored`);
      const unsent = await db.transferInstance.count({ where: { transferId: id, state: { not: "SENT" } } });
      if (unsent > 0 && state === "DONE") violate(`a transfer is done with ${unsent} instances unsent`);
      return [line];
    },
  };
}

/** Waits for the end; leases of the dead and pauses between attempts needn't be waited for here. */
async function over(id: string): Promise<string> {
  const deadline = Date.now() + DONE_WITHIN;
  await db.$executeRaw`
    UPDATE "Transfer" SET "stateAt" = now() - interval '1 minute', "nextAttemptAt" = now() - interval '1 minute',
      "leasedUntil" = now() - interval '1 minute'
    WHERE id = ${id}::uuid AND "finishedAt" IS NULL`;
  await resumeDueTransfers();
  for (;;) {
    const { state } = await db.transfer.findUniqueOrThrow({ where: { id } });
    if (["DONE", "FAILED", "CANCELLED"].includes(state) || Date.now() > deadline) return state;
    await sleep(100);
  }
}

/** Until so many have arrived, or it takes too long to be in the middle. */
async function arrived(target: ForwardTarget, count: number): Promise<void> {
  for (let waited = 0; target.count < count && waited < 10_000; waited += 5) await sleep(5);
}

async function killWorker({ installation, random }: Round, target: ForwardTarget): Promise<void> {
  await target.start();
  await arrived(target, random.between(0, INSTANCES));
  await sleep(random.between(0, 20));
  await installation.worker.end("SIGKILL");
  await installation.worker.start();
}

/** The other side aborts, refuses, or goes away in the middle; later it is well again. */
async function abortByTarget({ installation, random }: Round, target: ForwardTarget): Promise<void> {
  const how = random.pick(["--abort-during", "--abort-after", "--refuse", undefined]);
  await target.start(...(how ? [how] : []));
  if (how) await attempted(installation);
  else await arrived(target, random.between(0, INSTANCES - 1));
  await sleep(random.between(0, 20));
  await target.stop();
  await attempted(installation);
  await target.start();
}

/** Until no worker works on a transfer any more. */
async function attempted({ organizationId }: Installation): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const busy = await db.transfer.count({ where: { organizationId, state: { in: ["QUEUED", "ACTIVE"] } } });
    if (busy === 0) return;
    await sleep(50);
  }
}

export const forwardScenarios: Scenario[] = [
  forwarding("kill-forward", killWorker),
  forwarding("abort-forward", abortByTarget),
];
