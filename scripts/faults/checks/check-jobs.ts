import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db";
import { sweepUploads } from "@/lib/ingest";
import { enqueue } from "@/lib/queue";
import type { Round } from "../round";

const DONE_WITHIN = 30_000;

/** The worker takes jobs from the queue. */
export async function checkJobs({ violate }: Round): Promise<void> {
  const begunAt = new Date();
  await db.$transaction((transaction) => enqueue(transaction, sweepUploads, {}));
  while ((await completedSince(begunAt)) === 0) {
    if (Date.now() - begunAt.getTime() > DONE_WITHIN) return violate("the worker takes no jobs any more");
    await sleep(100);
  }
}

async function completedSince(begunAt: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pgboss.job
    WHERE name = ${sweepUploads.name} AND state = 'completed' AND created_on >= ${begunAt}`;
  return row?.count ?? 0;
}
