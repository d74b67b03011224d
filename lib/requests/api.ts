import { z } from "zod";
import { apiOperation } from "@/lib/api";
import {
  AnswerRequestInput,
  AutoAnswerRuleView,
  ImageRequestView,
  PatientMatch,
  RequestPage,
  SendRequestInput,
  SetAutoAnswerInput,
} from "./schemas";

const params = z.object({ id: z.string().meta({ description: "The request's id" }) });

export const sendRequestOperation = apiOperation({
  method: "POST",
  path: "/requests",
  summary: "Ask another organisation for studies of a patient",
  body: SendRequestInput,
  response: ImageRequestView,
  status: 201,
});

export const listRequestsOperation = apiOperation({
  method: "GET",
  path: "/requests",
  summary: "What was asked of your addresses, or what you asked, newest first",
  query: z.object({
    box: z.enum(["received", "sent"]),
    open: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .optional()
      .meta({ type: "string" }),
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).optional(),
  }),
  response: RequestPage,
});

export const countRequestsOperation = apiOperation({
  method: "GET",
  path: "/requests/counts",
  summary: "How many requests wait for an answer of your addresses",
  response: z.object({ open: z.number() }),
});

export const getRequestOperation = apiOperation({
  method: "GET",
  path: "/requests/{id}",
  summary: "One request, for who asked and who was asked",
  params,
  response: ImageRequestView,
});

export const getMatchesOperation = apiOperation({
  method: "GET",
  path: "/requests/{id}/matches",
  summary: "Own patients that a request may be about, surest first, with their studies; for who was asked",
  params,
  response: z.object({ items: z.array(PatientMatch) }),
});

export const answerRequestOperation = apiOperation({
  method: "POST",
  path: "/requests/{id}/answer",
  summary: "Answer a request with studies of your organisation: makes a share",
  params,
  body: AnswerRequestInput,
  response: ImageRequestView,
});

export const declineRequestOperation = apiOperation({
  method: "POST",
  path: "/requests/{id}/decline",
  summary: "Decline a request, with a reason",
  params,
  body: z.object({ reason: z.string().trim().min(1).max(1000) }),
  response: ImageRequestView,
});

export const withdrawRequestOperation = apiOperation({
  method: "POST",
  path: "/requests/{id}/withdraw",
  summary: "Withdraw a request that you made",
  params,
  response: ImageRequestView,
});

export const remindRequestOperation = apiOperation({
  method: "POST",
  path: "/requests/{id}/remind",
  summary: "Mail whoever should answer a request once more",
  params,
  response: ImageRequestView,
});

export const getAutoAnswerOperation = apiOperation({
  method: "GET",
  path: "/administration/request-rule",
  summary: "Which requests your organisation answers without a person",
  response: AutoAnswerRuleView,
});

export const setAutoAnswerOperation = apiOperation({
  method: "PUT",
  path: "/administration/request-rule",
  summary: "Set which requests your organisation answers without a person; off unless set",
  body: SetAutoAnswerInput,
  response: AutoAnswerRuleView,
});
