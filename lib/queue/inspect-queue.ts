import { fromPrisma } from "pg-boss";
import { db, type Transaction } from "@/lib/db";
import { queueSender } from "./enqueue";

export interface QueueCounts {
  name: string;
  /** Not begun, or to be tried again. */
  waiting: number;
  active: number;
  failed: number;
}

export interface FailedJob {
  id: string;
  name: string;
  createdAt: Date;
  failedAt: Date | null;
  /** How often it was tried again. */
  retries: number;
  error: string;
}

/** Every kind of job with what waits, runs and failed. */
export async function listQueues(): Promise<QueueCounts[]> {
  return db.$queryRaw<QueueCounts[]>`
    SELECT q.name,
      count(*) FILTER (WHERE j.state IN ('created', 'retry'))::int AS waiting,
      count(*) FILTER (WHERE j.state = 'active')::int AS active,
      count(*) FILTER (WHERE j.state = 'failed')::int AS failed
    FROM pgboss.queue q
    LEFT JOIN pgboss.job j ON j.name = q.name AND j.state IN ('created', 'retry', 'active', 'failed')
    WHERE q.name NOT LIKE '\\_\\_%'
    GROUP BY q.name
    ORDER BY q.name`;
}

/** Jobs that were given up, last failed first, with the text of what went wrong. */
export async function listFailedJobs(limit: number): Promise<FailedJob[]> {
  return db.$queryRaw<FailedJob[]>`
    SELECT id::text, name, created_on AS "createdAt", completed_on AS "failedAt", retry_count AS retries,
      left(coalesce(output->>'message', output->>'value', ''), 500) AS error
    FROM pgboss.job
    WHERE state = 'failed' AND name NOT LIKE '\\_\\_%'
    ORDER BY completed_on DESC NULLS LAST, id
    LIMIT ${limit}`;
}

/** Puts a job that was given up back in its queue. @returns its name, or nothing when there is no such failed job */
export async function retryFailedJob(transaction: Transaction, id: string): Promise<string | undefined> {
  const [job] = await transaction.$queryRaw<{ name: string }[]>`
    SELECT name FROM pgboss.job WHERE id = ${id}::uuid AND state = 'failed' LIMIT 1`;
  if (!job) return undefined;
  await (await queueSender()).retry(job.name, id, { db: fromPrisma(transaction) });
  return job.name;
}
