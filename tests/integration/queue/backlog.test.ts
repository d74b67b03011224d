import { afterEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { db } from "@/lib/db";
import { defineJob, enqueue, type JobDefinition, migrateQueue, registerJob, runJobs } from "@/lib/queue";

let queue: Awaited<ReturnType<typeof runJobs>> | undefined;
afterEach(() => queue?.stop());

const job = defineJob({ name: "backlog", payload: z.object({ number: z.int() }) });

async function putInQueue(): Promise<void> {
  await db.$transaction(async (transaction) => {
    for (const number of [1, 2, 3, 4]) await enqueue(transaction, job, { number });
  });
}

it("runs the jobs of one transaction one after the other, without waiting for the next look", async () => {
  const { DATABASE_URL = "", DATABASE_OWNER_URL = "" } = process.env;
  await migrateQueue(DATABASE_OWNER_URL, new URL(DATABASE_URL).username, [job as JobDefinition<object>]);
  const ran: number[] = [];
  const all = () => vi.waitFor(() => expect(ran.toSorted()).toEqual([1, 2, 3, 4]), { timeout: 10_000 });
  const registration = registerJob(job, async ({ number }) => {
    ran.push(number);
  });
  // What waited while there was no worker.
  await putInQueue();
  queue = await runJobs([registration], { forLostSeconds: 60, forDueSeconds: 60 });
  await all();
  // And what comes at once while one listens.
  ran.length = 0;
  await putInQueue();
  await all();
});
