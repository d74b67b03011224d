import { z } from "zod";
import { defineJob } from "@/lib/queue";

const patience = {
  retryLimit: 100,
  retryDelay: 15,
  retryBackoff: true,
  retryDelayMax: 1800,
  expireInSeconds: 120,
};

/** One mail about a request: to the holder's address (one of its accounts), or to who asked. */
const RequestMail = z.object({
  requestId: z.uuid(),
  kind: z.enum(["asked", "reminder", "escalated", "declined", "overdue"]),
  addressId: z.uuid().optional(),
  userId: z.uuid().optional(),
});
export type RequestMail = z.output<typeof RequestMail>;

export const requestMail = defineJob({ name: "request-mail", payload: RequestMail, ...patience });

/** Looks whether the holder's rule answers a new request. */
export const requestArrived = defineJob({
  name: "request-arrived",
  payload: z.object({ requestId: z.uuid() }),
});

/** Reminders, escalation and "the moment has passed". */
export const watchRequests = defineJob({
  name: "watch-requests",
  payload: z.object({}),
  schedule: "* * * * *",
});
