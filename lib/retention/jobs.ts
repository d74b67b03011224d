import { z } from "zod";
import { defineJob } from "@/lib/queue";

/** Marks studies whose days are over, and removes those whose grace is. */
export const retainStudies = defineJob({
  name: "retain-studies",
  payload: z.object({}),
  schedule: "20 1 * * *",
  retryLimit: 3,
});
