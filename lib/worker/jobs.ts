import { commitmentReport, reportCommitment } from "@/lib/dimse";
import {
  importTransfer,
  resumeDueTransfers,
  resumeTransfers,
  runImport,
  runSend,
  sendTransfer,
} from "@/lib/forwarding";
import {
  removeImports,
  removeOldImports,
  studyArrived,
  sweepUploadedFiles,
  sweepUploads,
} from "@/lib/ingest";
import {
  packSmallObjects,
  packStudies,
  removeBytes,
  sweepAllObjects,
  sweepNewObjects,
  sweepObjects,
  verifySlowly,
  verifyStoredBytes,
} from "@/lib/keeping";
import { removeCaughtMails, removeOldMails } from "@/lib/mail";
import {
  chaseBeforeDeadline,
  chaseIncompleteCases,
  deliverChase,
  deliverReport,
  meetingChase,
  meetingReport,
  planComingMeetings,
  planMeetings,
  refreshCases,
  refreshMeetingCases,
} from "@/lib/meetings";
import { type JobRegistration, registerJob } from "@/lib/queue";
import {
  answerByRule,
  deliverRequestMail,
  requestArrived,
  requestMail,
  watchClock,
  watchRequests,
} from "@/lib/requests";
import { applyRetention, retainStudies } from "@/lib/retention";
import {
  closeExpired,
  closeExpiredShares,
  deliverSenderNotice,
  deliverShareNotification,
  deliverShareReminder,
  recheckShares,
  recheckWaitingShares,
  remindUnopened,
  remindUnopenedShares,
  shareNotification,
  shareReminder,
  shareSenderNotice,
} from "@/lib/shares";
import { removeDueBytes } from "@/lib/studies";
import { removeOldSessions, removeSessions } from "@/lib/users";
import { sendProtocols } from "./peer-protocols";

/** Every kind of job with what runs it. */
export const jobs: JobRegistration[] = [
  registerJob(studyArrived, async (arrived) => {
    await recheckShares(arrived);
    await refreshCases(arrived);
  }),
  registerJob(sweepUploads, sweepUploadedFiles),
  registerJob(removeOldImports, () => removeImports()),
  registerJob(removeOldMails, removeCaughtMails),
  registerJob(removeOldSessions, () => removeSessions()),
  registerJob(removeBytes, async () => void (await removeDueBytes())),
  registerJob(sweepNewObjects, async () => void (await sweepObjects())),
  registerJob(sweepAllObjects, async () => void (await sweepObjects({ isWhole: true }))),
  registerJob(verifyStoredBytes, () => verifySlowly()),
  registerJob(retainStudies, async () => void (await applyRetention())),
  registerJob(packSmallObjects, async () => void (await packStudies())),
  registerJob(shareNotification, deliverShareNotification),
  registerJob(shareReminder, deliverShareReminder),
  registerJob(shareSenderNotice, deliverSenderNotice),
  registerJob(recheckWaitingShares, () => recheckShares()),
  registerJob(closeExpiredShares, () => closeExpired()),
  registerJob(remindUnopenedShares, () => remindUnopened()),
  registerJob(requestMail, deliverRequestMail),
  registerJob(requestArrived, answerByRule),
  registerJob(watchRequests, () => watchClock()),
  registerJob(meetingChase, deliverChase),
  registerJob(meetingReport, deliverReport),
  registerJob(planMeetings, () => planComingMeetings()),
  registerJob(chaseIncompleteCases, () => chaseBeforeDeadline()),
  registerJob(refreshMeetingCases, () => refreshCases()),
  registerJob(sendTransfer, ({ transferId }) => runSend(transferId, sendProtocols)),
  registerJob(importTransfer, ({ transferId }) => runImport(transferId)),
  registerJob(commitmentReport, ({ requestId }) => reportCommitment(requestId)),
  registerJob(resumeTransfers, () => resumeDueTransfers()),
];
