import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { defineJob, registerJob, runJobs } from "@/lib/queue";

/** A job that says when it begins and ends, of a kind that is given up soon. */
export const spokenJob = (name: string) =>
  defineJob({
    name,
    payload: z.object({ milliseconds: z.int() }),
    heartbeatSeconds: 10,
    retryDelay: 1,
    expireInSeconds: 12 * 3600,
  });

// Run by the queue's tests as a process of its own, to be killed or stopped.
if (process.argv[1] === import.meta.filename) {
  const say = (what: string) => process.stdout.write(`${what} ${Date.now()}\n`);
  const job = registerJob(spokenJob(process.argv[2] ?? ""), async ({ milliseconds }) => {
    say("begin");
    await sleep(milliseconds);
    say("end");
  });
  const queue = await runJobs([job], { forLostSeconds: 1, forDueSeconds: 1 });
  say("ready");
  await once(process, "SIGTERM");
  await queue.stop();
  process.exit(0);
}
