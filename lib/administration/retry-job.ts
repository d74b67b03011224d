import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { retryFailedJob } from "@/lib/queue";

/** Starts a job again that was given up. @throws ProblemError 404 when it isn't there or hasn't failed */
export async function retryJob(context: Context, input: { jobId: string }): Promise<void> {
  if (context.actor.kind !== "system") requireRole(context, "OPERATOR");
  const jobId = z.uuid().parse(input.jobId);
  await db.$transaction(async (transaction) => {
    const name = await retryFailedJob(transaction, jobId);
    if (name === undefined) throw notFound();
    await recordAudit(transaction, context, {
      eventCode: EventCode.applicationActivity,
      action: "queue.job-retried",
      object: { type: "Job", id: jobId },
      detail: { queue: name },
    });
  });
}
