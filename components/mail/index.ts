export { CaughtMails } from "./caught-mails";
