export { requestQuery } from "./request";
export { RequestBox } from "./request-box";
export { RequestDetail } from "./request-detail";
export { RequestForm } from "./request-form";
