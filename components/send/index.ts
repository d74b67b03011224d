export { rememberAddress } from "./selection";
export { SendPage } from "./send-page";
