import { type Context, requireUser, type UserContext } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import type { ImageRequest } from "@/lib/db/generated/client";
import { notFound, unprocessable } from "@/lib/errors";
import { putAnswerBeforeMeeting } from "@/lib/meetings";
import { sendShare } from "@/lib/shares";
import { auditingRefusals, lockRequest, requireOpen } from "./access";
import { auditRequest } from "./audit-request";
import { findPatients } from "./find-matches";
import { viewRequest } from "./get-request";
import { closing } from "./request-view";
import { AnswerRequestInput, type ImageRequestView } from "./schemas";

/**
 * Answers with studies of the own organisation: one share to where the asker wants it, in the transaction that
 * closes the request, so that two colleagues can't both answer.
 * @throws ProblemError 404 for everybody but the holder's side and for a study that isn't the own organisation's,
 *   403 without a caring role, 409 `request_closed`, 422 `patient_not_confirmed` unless the studies' patient is an
 *   exact match or a person says that it is the same
 */
export async function answerRequest(
  context: Context,
  requestId: string,
  input: AnswerRequestInput,
): Promise<ImageRequestView> {
  return auditingRefusals(context, "request.answered", requestId, async () => {
    const user = requireUser(context);
    const answer = AnswerRequestInput.parse(input);
    const request = await db.$transaction(async (transaction) => {
      const access = await lockRequest(transaction, context, requestId);
      if (access.side !== "holder") throw notFound();
      requireOpen(access.request);
      return access.request;
    });
    await requireSamePatient(request, answer);
    await sendShare(
      context,
      {
        studies: answer.studies,
        recipients: [{ addressId: request.returnAddressId }],
        purpose: request.purpose,
        priority: request.priority,
        message: answer.message,
        canDownload: answer.canDownload,
        ...(request.priority === "EMERGENCY" && {
          emergencyReason: request.reason,
          emergencyGround: request.ground === "EMERGENCY" ? "CANNOT_CONSENT" : "TREATMENT",
        }),
      },
      {
        also: (transaction, shareId) =>
          close(transaction, context, request.id, {
            shareId,
            answerer: user,
            studies: answer.studies,
            isAutomatic: false,
          }),
      },
    );
    return viewRequest(context, request.id);
  });
}

/**
 * Closes an open request as answered; what was asked for a meeting's case is put before the meeting too.
 * @throws ProblemError 409 `request_closed`: then nothing is sent
 */
export async function close(
  transaction: Transaction,
  context: Context,
  requestId: string,
  { shareId, answerer, studies, isAutomatic }: Answer,
): Promise<void> {
  await transaction.$queryRaw`SELECT id FROM "ImageRequest" WHERE id = ${requestId}::uuid FOR UPDATE`;
  const request = await transaction.imageRequest.findUniqueOrThrow({ where: { id: requestId } });
  requireOpen(request);
  await transaction.imageRequest.update({
    where: { id: requestId },
    data: {
      state: "ANSWERED",
      ...closing(request),
      shareId,
      answeredByName: answerer.actor.name,
      isAutomatic,
    },
  });
  if (request.meetingCaseId)
    await putAnswerBeforeMeeting(transaction, answerer, request.meetingCaseId, studies);
  await auditRequest(transaction, context, request, {
    action: isAutomatic ? "request.answered-by-rule" : "request.answered",
    announced: "answered",
    detail: { shareId },
    ...(isAutomatic && { onBehalfOf: answerer.actor.name }),
  });
}

interface Answer {
  shareId: string;
  answerer: UserContext;
  studies: { studyInstanceUid: string; seriesInstanceUids?: string[] | undefined }[];
  isAutomatic: boolean;
}

async function requireSamePatient(
  request: ImageRequest,
  { studies, isPatientConfirmed }: { studies: { studyInstanceUid: string }[]; isPatientConfirmed: boolean },
): Promise<void> {
  const uids = [...new Set(studies.map(({ studyInstanceUid }) => studyInstanceUid))];
  const chosen = await db.study.findMany({
    where: { organizationId: request.holderOrganizationId, studyInstanceUid: { in: uids } },
    select: { patientId: true },
  });
  if (chosen.length !== uids.length) throw notFound();
  if (isPatientConfirmed) return;
  const exact = new Set(
    (await findPatients(request))
      .filter(({ certainty }) => certainty === "EXACT")
      .map(({ patientId }) => patientId),
  );
  if (chosen.some(({ patientId }) => !exact.has(patientId)))
    throw unprocessable(
      "patient_not_confirmed",
      "It is not certain that this is the patient who was asked for: look, and confirm.",
    );
}
