export { listCaughtMails } from "./list-caught-mails";
export { MailError } from "./mail-transport";
export { readBounce } from "./read-bounce";
export { sendMail } from "./send-mail";
export { renderSenderMail } from "./sender-mail";
export { renderShareMail } from "./share-mail";
export { withoutAddresses } from "./smtp-transport";
