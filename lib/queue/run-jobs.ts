import { PgBoss } from "pg-boss";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { JobDefinition, JobHandler } from "./define-job";

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

/** Leases and runs jobs until `stop`, which waits for those that run. */
export async function runJobs(registrations: JobRegistration[]): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    max: 6,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    reindex: false,
  });
  boss.on("error", (error) => log.error({ err: error }, "queue"));
  await boss.start();
  for (const { definition, handler } of registrations) {
    const options = { pollingIntervalSeconds: 2, localConcurrency: definition.concurrency ?? 1 };
    await boss.work<object>(definition.name, options, async ([job]) => {
      if (!job) return;
      try {
        await handler(job.data ?? {});
      } catch (error) {
        log.warn({ err: error, job: definition.name, jobId: job.id }, "job failed");
        throw error;
      }
    });
    if (definition.schedule) await boss.schedule(definition.name, definition.schedule, {});
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 20_000 }) };
}
