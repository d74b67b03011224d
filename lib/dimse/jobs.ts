import { z } from "zod";
import { defineJob } from "@/lib/queue";

/** Answers a request for storage commitment, when it wasn't answered on the association it came by. */
export const commitmentReport = defineJob({
  name: "commitment-report",
  payload: z.object({ requestId: z.uuid() }),
  // A peer that is away for the night is told in the morning.
  retryLimit: 30,
  retryDelay: 10,
  retryBackoff: true,
  retryDelayMax: 3600,
});
