import { z } from "zod";
import { defineJob } from "@/lib/queue";

/** One mail: of a recipient, to one of the accounts that read the address or, without `userId`, to the address. */
const OneMail = z.object({ recipientId: z.uuid(), userId: z.uuid().optional() });
export type OneMail = z.output<typeof OneMail>;

// Tried again for as long as deliver-share-mail.ts wants it (two days), at most half an hour apart.
const patience = {
  retryLimit: 500,
  retryDelay: 15,
  retryBackoff: true,
  retryDelayMax: 1800,
  expireInSeconds: 120,
};

export const shareNotification = defineJob({ name: "share-notification", payload: OneMail, ...patience });
export const shareReminder = defineJob({ name: "share-reminder", payload: OneMail, ...patience });

/** Something that the sender is told: who answered, or which recipient a mail didn't reach. */
const SenderNotice = z.object({
  kind: z.enum(["replied", "declined", "asked", "undelivered"]),
  shareId: z.uuid(),
  authorId: z.uuid().optional(),
  recipientId: z.uuid().optional(),
});
export type SenderNotice = z.output<typeof SenderNotice>;

// Two days at most half an hour apart, as above; what isn't told by then stands on the share's page.
export const shareSenderNotice = defineJob({
  name: "share-sender-notice",
  payload: SenderNotice,
  ...patience,
  retryLimit: 100,
});

export const closeExpiredShares = defineJob({
  name: "close-expired-shares",
  payload: z.object({}),
  schedule: "*/5 * * * *",
});

export const remindUnopenedShares = defineJob({
  name: "remind-unopened-shares",
  payload: z.object({}),
  schedule: "*/5 * * * *",
});

/** Shares that wait for instances are looked at when a study arrives, and every minute for what that missed. */
export const recheckWaitingShares = defineJob({
  name: "recheck-waiting-shares",
  payload: z.object({}),
  schedule: "* * * * *",
});
