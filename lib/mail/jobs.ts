import { z } from "zod";
import { defineJob } from "@/lib/queue";

/** Removes caught mails that the demo doesn't show any more. */
export const removeOldMails = defineJob({
  name: "remove-caught-mails",
  payload: z.object({}),
  schedule: "7 * * * *",
  retryLimit: 0,
});
