import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { CaseItemKind } from "@/lib/db/generated/enums";
import {
  AddStudiesInput,
  AmendInput,
  Board,
  Case,
  Draft,
  DraftInput,
  EditCaseInput,
  ItemInput,
  id,
  MeetingSummary,
  MOST_CASES,
  OutcomeInput,
  ParticipantInput,
  PresentInput,
  SaveSeriesInput,
  Series,
  SubmitCaseInput,
} from "./schemas";

// An id that is no UUID names nothing: the verbs answer 404.
const word = z.string().max(64);
const meeting = z.object({ meeting: word });
const series = z.object({ series: word });
const oneCase = z.object({ case: word });
const startTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const listMeetingsOperation = apiOperation({
  method: "GET",
  path: "/meetings",
  summary: "The meetings that you take part in: coming, or of the last month",
  query: z.object({ when: z.enum(["coming", "past"]).optional() }),
  response: z.object({ items: z.array(MeetingSummary) }),
});

export const getBoardOperation = apiOperation({
  method: "GET",
  path: "/meetings/{meeting}",
  summary: "A meeting with its agenda; without its cases once it is no ground to see them any more",
  params: meeting,
  response: Board,
});

export const submitCaseOperation = apiOperation({
  method: "POST",
  path: "/meetings/{meeting}/cases",
  summary: "Put a patient on the agenda, with studies of your own archive or without any yet",
  params: meeting,
  body: SubmitCaseInput,
  response: Case,
  status: 201,
});

export const orderCasesOperation = apiOperation({
  method: "PUT",
  path: "/meetings/{meeting}/order",
  summary: "Put the agenda in another order; names every case of it",
  params: meeting,
  body: z.object({ caseIds: z.array(id).max(MOST_CASES) }),
  response: Board,
});

export const presentCaseOperation = apiOperation({
  method: "PUT",
  path: "/meetings/{meeting}/present",
  summary: "Show a case on the projector; the other screens follow",
  params: meeting,
  body: PresentInput,
  response: Board,
});

export const chaseOperation = apiOperation({
  method: "POST",
  path: "/meetings/{meeting}/chase",
  summary: "Write to who owes what isn't complete: of the agenda, of one case, of some of its lights",
  params: meeting,
  body: z.object({ caseId: id.optional(), kinds: z.array(z.enum(CaseItemKind)).min(1).optional() }),
  response: Board,
});

export const meetingNoteOperation = apiOperation({
  method: "PUT",
  path: "/meetings/{meeting}/note",
  summary: "The notes of who leads, on the meeting; another version meanwhile: 409",
  params: meeting,
  body: DraftInput,
  response: Draft,
});

export const closeMeetingOperation = apiOperation({
  method: "POST",
  path: "/meetings/{meeting}/close",
  summary: "End a meeting; access to its cases ends by the series' rule",
  params: meeting,
  response: Board,
});

export const cancelMeetingOperation = apiOperation({
  method: "POST",
  path: "/meetings/{meeting}/cancel",
  summary: "Call a meeting off; its cases are closed to everybody",
  params: meeting,
  response: Board,
});

export const moveMeetingOperation = apiOperation({
  method: "POST",
  path: "/meetings/{meeting}/move",
  summary: "Give a meeting another time",
  params: meeting,
  body: z.object({ date: z.iso.date(), startTime }),
  response: Board,
});

export const agendaOperation = apiOperation({
  method: "GET",
  path: "/meetings/{meeting}/agenda",
  summary: "The agenda as a PDF",
  params: meeting,
  query: z.object({ names: z.enum(["yes", "no"]).default("no") }),
});

export const getCaseOperation = apiOperation({
  method: "GET",
  path: "/meetings/cases/{case}",
  summary: "One case with everything that is said about it",
  params: oneCase,
  response: Case,
});

export const editCaseOperation = apiOperation({
  method: "PUT",
  path: "/meetings/cases/{case}",
  summary: "Change what stands on the agenda about a case; another version meanwhile: 409",
  params: oneCase,
  body: EditCaseInput,
  response: Case,
});

export const addCaseStudiesOperation = apiOperation({
  method: "POST",
  path: "/meetings/cases/{case}/studies",
  summary: "Put studies of your own archive before the meeting for this case",
  params: oneCase,
  body: AddStudiesInput,
  response: Case,
});

export const withdrawCaseOperation = apiOperation({
  method: "POST",
  path: "/meetings/cases/{case}/withdraw",
  summary: "Take a case off the agenda; nobody sees it any more from the next request on",
  params: oneCase,
  body: z.object({ reason: z.string().trim().max(1000).default("") }),
});

export const setItemOperation = apiOperation({
  method: "PUT",
  path: "/meetings/cases/{case}/items/{kind}",
  summary: "Say of one light that it isn't needed, or what is missing",
  params: oneCase.extend({ kind: z.enum(CaseItemKind) }),
  body: ItemInput,
  response: Case,
});

export const markPathologyOperation = apiOperation({
  method: "PUT",
  path: "/meetings/cases/{case}/documents/{document}",
  summary: "Say that a document of the case's studies is the pathology note",
  params: oneCase.extend({ document: id }),
  body: z.object({ isPathology: z.boolean() }),
  response: Case,
});

export const opinionOperation = apiOperation({
  method: "PUT",
  path: "/meetings/cases/{case}/opinion",
  summary: "Your preliminary opinion; another version meanwhile: 409",
  params: oneCase,
  body: DraftInput,
  response: Case,
});

export const caseNoteOperation = apiOperation({
  method: "PUT",
  path: "/meetings/cases/{case}/note",
  summary: "The notes of who leads, on one case; another version meanwhile: 409",
  params: oneCase,
  body: DraftInput,
  response: Case,
});

export const lookOperation = apiOperation({
  method: "PUT",
  path: "/meetings/cases/{case}/look",
  summary: "Note that you looked at a case, and whether you tick it off",
  params: oneCase,
  body: z.object({ isTicked: z.boolean().optional() }),
  response: Case,
});

export const outcomeOperation = apiOperation({
  method: "PUT",
  path: "/meetings/cases/{case}/outcome",
  summary: "What was decided; another version meanwhile: 409",
  params: oneCase,
  body: OutcomeInput,
  response: Case,
});

export const signOutcomeOperation = apiOperation({
  method: "POST",
  path: "/meetings/cases/{case}/sign",
  summary: "As the chair, sign the outcome as you read it; it goes to the referrer",
  params: oneCase,
  body: z.object({ version: z.int().min(1) }),
  response: Case,
});

export const amendOutcomeOperation = apiOperation({
  method: "POST",
  path: "/meetings/cases/{case}/amend",
  summary: "As the chair, open a signed outcome again; signed anew, its report replaces the earlier one",
  params: oneCase,
  body: AmendInput,
  response: Case,
});

export const dropAmendmentOperation = apiOperation({
  method: "DELETE",
  path: "/meetings/cases/{case}/amend",
  summary: "As the chair, leave a signed outcome as it was",
  params: oneCase,
  response: Case,
});

export const reportOperation = apiOperation({
  method: "GET",
  path: "/meetings/cases/{case}/report",
  summary: "The signed outcome as a PDF: the last one that was signed",
  params: oneCase,
});

export const listSeriesOperation = apiOperation({
  method: "GET",
  path: "/meetings/series",
  summary: "The series of meetings that you take part in",
  response: z.object({ items: z.array(Series) }),
});

export const createSeriesOperation = apiOperation({
  method: "POST",
  path: "/meetings/series",
  summary: "Begin a series of meetings; you coordinate it",
  body: SaveSeriesInput,
  response: Series,
  status: 201,
});

export const getSeriesOperation = apiOperation({
  method: "GET",
  path: "/meetings/series/{series}",
  summary: "One series with its participants",
  params: series,
  response: Series,
});

export const editSeriesOperation = apiOperation({
  method: "PUT",
  path: "/meetings/series/{series}",
  summary: "Change a series and its coming meetings",
  params: series,
  body: SaveSeriesInput,
  response: Series,
});

export const addMeetingOperation = apiOperation({
  method: "POST",
  path: "/meetings/series/{series}/meetings",
  summary: "Plan a meeting at a date of its own",
  params: series,
  body: z.object({ date: z.iso.date(), startTime: startTime.optional() }),
  response: z.object({ meetingId: z.string(), date: z.string() }),
  status: 201,
});

export const setParticipantOperation = apiOperation({
  method: "PUT",
  path: "/meetings/series/{series}/participants",
  summary: "Invite an address to every meeting or to one, or give it another role",
  params: series,
  body: ParticipantInput,
  response: Series,
});

export const removeParticipantOperation = apiOperation({
  method: "DELETE",
  path: "/meetings/series/{series}/participants/{participant}",
  summary: "Leave, or take somebody out: the cases are closed to them from the next request on",
  params: series.extend({ participant: id }),
});
