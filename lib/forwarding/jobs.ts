import { z } from "zod";
import { defineJob } from "@/lib/queue";

const OneTransfer = z.object({ transferId: z.uuid() });

// A transfer knows itself when it is tried again; the queue only wakes it. A worker that dies in the middle loses
// its lease, and `resumeTransfers` or the queue wakes the transfer for another.
const wakes = {
  payload: OneTransfer,
  retryLimit: 2,
  retryDelay: 20,
  expireInSeconds: 12 * 3600,
  concurrency: 3,
  oneAtATime: ({ transferId }: z.output<typeof OneTransfer>) => transferId,
};

export const sendTransfer = defineJob({ name: "send-transfer", ...wakes });
export const importTransfer = defineJob({ name: "import-transfer", ...wakes });

export const resumeTransfers = defineJob({
  name: "resume-transfers",
  payload: z.object({}),
  schedule: "* * * * *",
  retryLimit: 0,
});
