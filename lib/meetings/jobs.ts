import { z } from "zod";
import { defineJob } from "@/lib/queue";

/** One mail about what a person still owes to a meeting. */
const Chase = z.object({ meetingId: z.uuid(), userId: z.uuid() });
export type Chase = z.output<typeof Chase>;

// Half an hour apart at most, for a day: after the meeting there is nothing left to say.
const patience = {
  retryLimit: 60,
  retryDelay: 15,
  retryBackoff: true,
  retryDelayMax: 1800,
  expireInSeconds: 120,
};

export const meetingChase = defineJob({ name: "meeting-chase", payload: Chase, ...patience });

export const meetingReport = defineJob({
  name: "meeting-report",
  payload: z.object({ caseId: z.uuid() }),
  ...patience,
  retryLimit: 500,
});

/** Makes the meetings of the coming weeks. */
export const planMeetings = defineJob({
  name: "plan-meetings",
  payload: z.object({}),
  schedule: "20 * * * *",
});

/** Writes before a meeting's deadline to who still owes something. */
export const chaseIncompleteCases = defineJob({
  name: "chase-incomplete-cases",
  payload: z.object({}),
  schedule: "*/5 * * * *",
});

/** Lights are looked at when a study arrives and when a case changes, and every minute for what that missed. */
export const refreshMeetingCases = defineJob({
  name: "refresh-meeting-cases",
  payload: z.object({}),
  schedule: "* * * * *",
});
