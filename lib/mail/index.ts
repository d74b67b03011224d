export { listCaughtMails } from "./list-caught-mails";
export { MailError } from "./mail-transport";
export { sendMail } from "./send-mail";
export { renderShareMail } from "./share-mail";
