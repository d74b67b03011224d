export { SendPage } from "./send-page";
