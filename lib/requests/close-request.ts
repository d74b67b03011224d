import type { Context } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { forbidden } from "@/lib/errors";
import { auditingRefusals, lockRequest, type RequestAccess, requireOpen, type Side } from "./access";
import { auditRequest } from "./audit-request";
import { viewRequest } from "./get-request";
import { mailAddress, mailRequester } from "./mail-request";
import { closing } from "./request-view";
import type { ImageRequestView } from "./schemas";

/** The holder's side declines with a reason, which the asker reads. @throws ProblemError 404, 403, 409 */
export function declineRequest(
  context: Context,
  requestId: string,
  { reason }: { reason: string },
): Promise<ImageRequestView> {
  return change(context, requestId, "holder", "request.declined", async (transaction, { user, request }) => {
    await transaction.imageRequest.update({
      where: { id: request.id },
      data: {
        state: "DECLINED",
        declineReason: reason.trim(),
        answeredByName: user.actor.name,
        ...closing(request),
      },
    });
    await mailRequester(transaction, request, "declined");
  });
}

/** The asker's side needs it no more. @throws ProblemError 404, 403, 409 */
export function withdrawRequest(context: Context, requestId: string): Promise<ImageRequestView> {
  return change(context, requestId, "requester", "request.withdrawn", async (transaction, { request }) => {
    const { leadSeconds: _, ...closed } = closing(request);
    await transaction.imageRequest.update({
      where: { id: request.id },
      data: { state: "WITHDRAWN", ...closed },
    });
  });
}

/** The asker's side has whoever should answer mailed once more. @throws ProblemError 404, 403, 409 */
export function remindRequest(context: Context, requestId: string): Promise<ImageRequestView> {
  return change(context, requestId, "requester", "request.reminded", async (transaction, { request }) => {
    await transaction.imageRequest.update({
      where: { id: request.id },
      data: { remindedAt: new Date(), reminders: { increment: 1 } },
    });
    await mailAddress(transaction, request.id, "reminder", request.escalatedToId ?? request.addressId);
  });
}

async function change(
  context: Context,
  requestId: string,
  side: Side,
  action: string,
  work: (transaction: Transaction, access: RequestAccess) => Promise<void>,
): Promise<ImageRequestView> {
  return auditingRefusals(context, action, requestId, async () => {
    await db.$transaction(async (transaction) => {
      const access = await lockRequest(transaction, context, requestId);
      if (access.side !== side)
        throw forbidden(
          "forbidden",
          side === "holder" ? "Only who was asked can do this." : "Only who asked can do this.",
        );
      requireOpen(access.request);
      await work(transaction, access);
      await auditRequest(transaction, access.user, access.request, {
        action,
        announced: action === "request.declined" ? "answered" : "changed",
      });
    });
    return viewRequest(context, requestId);
  });
}
