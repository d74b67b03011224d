import { z } from "zod";
import { defineJob } from "@/lib/queue";

/** Instances of a study arrived that an unfinished share waits for; the shares room looks whether it is complete. */
export const studyArrived = defineJob({
  name: "study-arrived",
  payload: z.object({ organizationId: z.uuid(), studyId: z.uuid() }),
  retryLimit: 10,
});

/** Takes up bundles whose process was killed, and removes what nobody will finish or refer to. */
export const sweepUploads = defineJob({
  name: "sweep-uploads",
  payload: z.object({}),
  schedule: "*/10 * * * *",
  retryLimit: 0,
});

/** Removes what became of each file of uploads that ended long ago. */
export const removeOldImports = defineJob({
  name: "remove-imports",
  payload: z.object({}),
  schedule: "50 1 * * *",
  retryLimit: 3,
});
