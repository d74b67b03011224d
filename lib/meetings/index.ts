export { hasMeetings } from "./access";
export { cancelMeeting, closeMeeting, moveMeeting, orderCases, presentCase } from "./agenda";
export { amendOutcome } from "./amend-outcome";
export { putAnswerBeforeMeeting, requireCaseToAskFor } from "./ask-for-case";
export { chaseBeforeDeadline, chaseCases } from "./chase";
export { deliverChase } from "./deliver-chase";
export { deliverReport } from "./deliver-report";
export { lookAtCase, saveCaseNote, saveMeetingNote, saveOpinion, saveOutcome } from "./drafts";
export { dropAmendment } from "./drop-amendment";
export { addCaseStudies, editCase, markPathology, setItem, withdrawCase } from "./edit-case";
export { followMeeting, getBoard } from "./get-board";
export { getCase } from "./get-case";
export * from "./jobs";
export { listMeetings } from "./list-meetings";
export { removeParticipant, setParticipant } from "./participants";
export { printAgenda } from "./pdf/agenda-pdf";
export { planComingMeetings } from "./plan-meetings";
export { refreshCases } from "./refresh-cases";
export { getReport } from "./report";
export type {
  Board,
  Case,
  CaseItem,
  CaseRow,
  CaseShare,
  Draft,
  MeetingSummary,
  Participant,
  SaveSeriesInput,
  Series,
  SubmitCaseInput,
} from "./schemas";
export { addMeeting, createSeries, editSeries, getSeries, listSeries } from "./series";
export { signOutcome } from "./sign-outcome";
export { submitCase } from "./submit-case";
