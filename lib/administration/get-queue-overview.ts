import { type Context, requireRole } from "@/lib/context";
import { listFailedJobs, listQueues, type QueueCounts } from "@/lib/queue";

const SHOWN = 100;

export interface QueueOverview {
  queues: QueueCounts[];
  failed: {
    jobId: string;
    name: string;
    createdAt: string;
    failedAt: string | null;
    retries: number;
    error: string;
  }[];
}

/** What waits, runs and failed, for the operator. Payloads are not shown; they hold ids alone. */
export async function getQueueOverview(context: Context): Promise<QueueOverview> {
  if (context.actor.kind !== "system") requireRole(context, "OPERATOR");
  const [queues, failed] = await Promise.all([listQueues(), listFailedJobs(SHOWN)]);
  return {
    queues,
    failed: failed.map(({ id, createdAt, failedAt, ...job }) => ({
      jobId: id,
      createdAt: createdAt.toISOString(),
      failedAt: failedAt?.toISOString() ?? null,
      ...job,
    })),
  };
}
