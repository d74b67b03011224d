export { answerByRule } from "./answer-by-rule";
export { answerRequest } from "./answer-request";
export { getAutoAnswerRule, setAutoAnswerRule } from "./auto-answer-rule";
export { declineRequest, remindRequest, withdrawRequest } from "./close-request";
export { followRequest, followRequests } from "./follow";
export { getMatches, getRequest } from "./get-request";
export * from "./jobs";
export { countOpenRequests, listRequests } from "./list-requests";
export { deliverRequestMail } from "./mail-request";
export type {
  AutoAnswerRuleView,
  ImageRequestView,
  PatientMatch,
  RequestPage,
  SendRequestInput,
} from "./schemas";
export { sendRequest } from "./send-request";
export { watchClock } from "./watch-clock";
