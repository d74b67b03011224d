import { z } from "zod";
import { defineJob } from "@/lib/queue";

/** Removes sessions that have been over for long. */
export const removeOldSessions = defineJob({
  name: "remove-sessions",
  payload: z.object({}),
  schedule: "40 1 * * *",
  retryLimit: 3,
});
