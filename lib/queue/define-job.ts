import type { z } from "zod";

export interface JobOptions {
  /** How often it is tried again after the first failure. */
  retryLimit?: number;
  /** Seconds before the first retry; doubles each time when `retryBackoff`. */
  retryDelay?: number;
  retryBackoff?: boolean;
  /** Longest pause between two tries, in seconds. */
  retryDelayMax?: number;
  /** Seconds that one run may take. */
  expireInSeconds?: number;
  /** Seconds without a beat of its worker after which a job is tried again; a worker beats three times as often. */
  heartbeatSeconds?: number;
}

/** A kind of job. Payloads hold ids alone: never names, addresses or tokens. */
export interface JobDefinition<Payload extends object> {
  name: string;
  payload: z.ZodType<Payload>;
  options: JobOptions;
  /** Cron expression (UTC) of a job that runs by itself, with an empty payload. */
  schedule?: string;
  /** How many of this kind a worker runs at a time; one unless told. */
  concurrency?: number;
  /** What only one job may work on at a time, in whatever process; a job by itself unless told. */
  oneAtATime?(payload: Payload): string;
}

export type JobHandler<Payload extends object> = (payload: Payload) => Promise<void>;

export function defineJob<Payload extends object>({
  name,
  payload,
  schedule,
  concurrency,
  oneAtATime,
  ...options
}: Omit<JobDefinition<Payload>, "options"> & JobOptions): JobDefinition<Payload> {
  return {
    name,
    payload,
    schedule,
    concurrency,
    oneAtATime,
    options: { retryLimit: 5, retryDelay: 5, retryBackoff: true, heartbeatSeconds: 30, ...options },
  };
}
