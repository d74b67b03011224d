import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { WorkState } from "@/lib/db/generated/enums";
import {
  CheckShareInput,
  RecipientOption,
  ReplyInput,
  SendShareInput,
  Share,
  ShareCheck,
  SharePage,
} from "./schemas";

const params = z.object({ id: z.string().meta({ description: "The share's id" }) });
const addressId = z.string().min(1).max(64);
const Address = z.object({ addressId });

export const sendShareOperation = apiOperation({
  method: "POST",
  path: "/shares",
  summary:
    "Send studies to addresses. With an Idempotency-Key header the same request makes one share: again answers 200",
  body: SendShareInput,
  response: Share,
  status: 201,
});

export const listSharesOperation = apiOperation({
  method: "GET",
  path: "/shares",
  summary: "What you sent, newest first, or what you and your mailboxes received, most urgent first",
  query: z.object({
    box: z.enum(["sent", "inbox"]),
    work: z
      .string()
      .transform((list) => list.split(","))
      .pipe(z.array(z.enum(WorkState)))
      .optional()
      .meta({
        description: "Inbox only: one or more of UNREAD, IN_PROGRESS, DONE with commas",
        type: "string",
      }),
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).optional(),
  }),
  response: SharePage,
});

export const countSharesOperation = apiOperation({
  method: "GET",
  path: "/inbox/counts",
  summary: "How many received shares nobody has begun with",
  response: z.object({ unread: z.number(), emergencies: z.number() }),
});

export const recentRecipientsOperation = apiOperation({
  method: "GET",
  path: "/shares/recent-recipients",
  summary: "Favourites and the addresses you sent to last",
  response: z.object({ items: z.array(RecipientOption), lastPurpose: z.string().nullable() }),
});

export const checkShareOperation = apiOperation({
  method: "POST",
  path: "/shares/check",
  summary: "What to know before sending; sends nothing",
  body: CheckShareInput,
  response: ShareCheck,
});

export const getShareOperation = apiOperation({
  method: "GET",
  path: "/shares/{id}",
  summary: "One share, for its sender and its recipients",
  params,
  response: Share,
});

export const getSharedDocumentOperation = apiOperation({
  method: "GET",
  path: "/shares/{id}/documents/{documentId}",
  summary: "The bytes of a document that goes with a share",
  params: params.extend({ documentId: z.uuid() }),
});

export const revokeShareOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/revoke",
  summary: "Withdraw a share; recipients are refused from the next request on",
  params,
  response: Share,
});

export const extendShareOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/extend",
  summary: "Give a share another expiry",
  params,
  body: z.object({ expiresAt: z.iso.datetime({ offset: true }) }),
  response: Share,
});

export const addRecipientOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/recipients",
  summary: "Add a recipient to a share you sent",
  params,
  body: Address,
  response: Share,
});

export const remindOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/remind",
  summary: "Mail those who have not opened a share once more, or one of them",
  params,
  body: z.object({ addressId: addressId.optional() }),
  response: Share,
});

export const declineOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/decline",
  summary: "Decline a share you received, with a reason",
  params,
  body: z.object({ reason: z.string().trim().min(1).max(1000) }),
  response: Share,
});

export const forwardOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/forward",
  summary: "Pass a share you received on inside your own organisation",
  params,
  body: Address,
  response: Share,
});

export const claimOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/claim",
  summary: "Take on a share you received, give it to a colleague of the mailbox, or (null) lay it back",
  params,
  body: z.object({ assigneeId: z.string().nullable().optional() }),
  response: Share,
});

export const workOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/work",
  summary: "Say how far you are with a share you received",
  params,
  body: z.object({ work: z.enum(WorkState) }),
  response: Share,
});

export const replyOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/replies",
  summary: "Answer the sender, or as the sender answer back",
  params,
  body: ReplyInput,
  response: Share,
});

export const keepAnswerOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/replies/{replyId}/keep",
  summary: "Keep an answer as a document (PDF) beside the study, for the sender's side",
  params: params.extend({ replyId: z.string() }),
  response: Share,
});

export const completeOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/complete",
  summary: "Say that nothing more comes: what is there now is all of it",
  params,
  response: Share,
});

export const askSenderOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/ask",
  summary: "Ask the sender for a share that was withdrawn or has expired",
  params,
  response: z.object({ askedAt: z.string() }),
});
