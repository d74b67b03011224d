export { addRecipient, forwardShare } from "./add-recipient";
export { askSender } from "./ask-sender";
export { checkShare } from "./check-share";
export { closeExpired } from "./close-expired";
export { completeShare } from "./complete-share";
export { declineShare } from "./decline-share";
export { deliverShareNotification, deliverShareReminder } from "./deliver-share-mail";
export { extendShare } from "./extend-share";
export { findRecipients } from "./find-recipients";
export { followInbox, followSent, followShare } from "./follow";
export { getShare } from "./get-share";
export { getSharedDocument } from "./get-shared-document";
export { grantVersion } from "./grant-version";
export * from "./jobs";
export { keepAnswer } from "./keep-answer";
export { countUnread, listShares } from "./list-shares";
export { markDownloaded, markImported, markOpened } from "./mark-progress";
export {
  moveMeetingShares,
  putBeforeMeeting,
  revokeMeetingShares,
  sendReport,
  takesPart,
} from "./meeting-shares";
export { addressReadBy } from "./my-addresses";
export { recentRecipients } from "./recent-recipients";
export { recheckShares } from "./recheck-shares";
export { recordBounce } from "./record-bounce";
export { remindRecipients, remindUnopened } from "./remind-recipients";
export { replyToShare } from "./reply-to-share";
export { resolveLink } from "./resolve-link";
export { resolveShareGrant, type ShareGrant } from "./resolve-share-grant";
export { revokeShare } from "./revoke-share";
export type {
  Finding,
  RecipientOption,
  RecipientView,
  Share,
  ShareCheck,
  SharedStudy,
  SharePage,
  SharePatient,
  StudySummary,
} from "./schemas";
export { StudySummary as StudySummarySchema } from "./schemas";
export { sendShare } from "./send-share";
export { presentStudy, studySelect } from "./share-view";
export { claimShare, setWork } from "./take-on";
export { deliverSenderNotice } from "./tell-sender";
export { oncePerViewing } from "./viewing";
