import { fromPrisma, PgBoss } from "pg-boss";
import type { Transaction } from "@/lib/db";
import { env } from "@/lib/env";
import type { JobDefinition } from "./define-job";

export interface EnqueueOptions {
  startAfterSeconds?: number;
  /** At most one job with this key waits or runs. */
  singletonKey?: string;
}

const holder = globalThis as { beeldbrugSender?: Promise<PgBoss> };

/** Puts a job in the queue in the caller's transaction: it exists exactly when the transaction commits. */
export async function enqueue<Payload extends object>(
  transaction: Transaction,
  job: JobDefinition<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<void> {
  const sender = await queueSender();
  await sender.send(job.name, job.payload.parse(payload), {
    db: fromPrisma(transaction),
    ...(options.startAfterSeconds !== undefined && { startAfter: options.startAfterSeconds }),
    ...(options.singletonKey !== undefined && { singletonKey: options.singletonKey }),
  });
}

/** Ends the connections that `enqueue` opened, so that a process can end. */
export async function closeSender(): Promise<void> {
  const sender = await holder.beeldbrugSender;
  holder.beeldbrugSender = undefined;
  await sender?.stop({ graceful: false });
}

/** The connection through which this process puts jobs in the queue; opened at first use. */
export function queueSender(): Promise<PgBoss> {
  holder.beeldbrugSender ??= openSender();
  return holder.beeldbrugSender;
}

async function openSender(): Promise<PgBoss> {
  const sender = new PgBoss({
    connectionString: env.DATABASE_URL,
    max: 2,
    supervise: false,
    schedule: false,
    migrate: false,
    createSchema: false,
  });
  sender.on("error", () => {});
  return sender.start();
}
