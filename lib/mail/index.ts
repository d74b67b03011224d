export { type CaughtMail, listCaughtMails } from "./list-caught-mails";
export { type Mail, MailError } from "./mail-transport";
export { sendMail } from "./send-mail";
export { renderShareMail, type ShareMailContent } from "./share-mail";
