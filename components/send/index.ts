export { type Chosen, rememberChosen } from "./selection";
export { SendPage } from "./send-page";
