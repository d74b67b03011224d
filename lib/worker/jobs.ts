import { studyArrived, sweepUploadedFiles, sweepUploads } from "@/lib/ingest";
import { type JobRegistration, registerJob } from "@/lib/queue";
import {
  closeExpired,
  closeExpiredShares,
  deliverShareNotification,
  deliverShareReminder,
  recheckShares,
  recheckWaitingShares,
  remindUnopened,
  remindUnopenedShares,
  shareNotification,
  shareReminder,
} from "@/lib/shares";

/** Every kind of job with what runs it. */
export const jobs: JobRegistration[] = [
  registerJob(studyArrived, recheckShares),
  registerJob(sweepUploads, sweepUploadedFiles),
  registerJob(shareNotification, deliverShareNotification),
  registerJob(shareReminder, deliverShareReminder),
  registerJob(recheckWaitingShares, () => recheckShares()),
  registerJob(closeExpiredShares, () => closeExpired()),
  registerJob(remindUnopenedShares, () => remindUnopened()),
];
