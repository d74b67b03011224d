export { listCaughtMails } from "./list-caught-mails";
export { MailError } from "./mail-transport";
export { type BounceReport, readBounce } from "./read-bounce";
export { sendMail } from "./send-mail";
export { renderSenderMail, type SenderMailContent } from "./sender-mail";
export { renderShareMail } from "./share-mail";
export { withoutAddresses } from "./smtp-transport";
