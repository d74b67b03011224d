import { PgBoss } from "pg-boss";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { JobDefinition, JobHandler } from "./define-job";
import { RunLocks } from "./run-locks";

/** Seconds between two looks for jobs of workers that are gone, and for jobs whose pause is over. */
const USUAL = { forLostSeconds: 20, forDueSeconds: 15 };

export interface JobRegistration {
  definition: JobDefinition<object>;
  handler: JobHandler<object>;
}

/** Ties a definition to its handler, checking that the payload types agree. */
export function registerJob<Payload extends object>(
  definition: JobDefinition<Payload>,
  handler: JobHandler<Payload>,
): JobRegistration {
  return { definition, handler: (payload) => handler(definition.payload.parse(payload)) } as JobRegistration;
}

/**
 * Leases and runs jobs until `stop`, which waits for those that run. A job whose worker sends no beat any more is
 * tried again by whoever looks first; never while its worker still runs it.
 */
export async function runJobs(
  registrations: JobRegistration[],
  looks = USUAL,
): Promise<{ stop(): Promise<void> }> {
  const locks = new RunLocks();
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    max: 6,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    reindex: false,
    superviseIntervalSeconds: looks.forLostSeconds,
    monitorIntervalSeconds: looks.forLostSeconds,
  });
  boss.on("error", (error) => log.error({ err: error }, "queue"));
  await boss.start();
  for (const { definition, handler } of registrations) {
    const { concurrency = 1, options: queue, oneAtATime } = definition;
    const options = {
      pollingIntervalSeconds: Math.min(2, looks.forDueSeconds),
      notifyPollingIntervalSeconds: looks.forDueSeconds,
      ...(queue.heartbeatSeconds && { heartbeatRefreshSeconds: queue.heartbeatSeconds / 3 }),
    };
    const work = async (): Promise<void> => {
      let workerId = "";
      workerId = await boss.work<object>(definition.name, options, async ([job]) => {
        if (!job) return;
        try {
          const payload = job.data ?? {};
          await locks.run(oneAtATime?.(payload) ?? job.id, () => handler(payload));
        } catch (error) {
          log.warn({ err: error, job: definition.name, jobId: job.id }, "job failed");
          throw error;
        } finally {
          // Jobs of one transaction are announced once: who had one looks for the next at once.
          boss.notifyWorker(workerId);
        }
      });
    };
    for (let worker = 0; worker < concurrency; worker += 1) await work();
    if (definition.schedule) await boss.schedule(definition.name, definition.schedule, {});
  }
  return {
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 20_000 });
      await locks.close();
    },
  };
}
