import type { Context, UserContext } from "@/lib/context";
import type { Transaction } from "@/lib/db";
import { unprocessable } from "@/lib/errors";
import { putBeforeMeeting } from "@/lib/shares";
import { isGround, meetingSelect, requireEditableCase } from "./access";
import { refreshLights } from "./lights";
import { recordMeeting } from "./record";

/**
 * Whether a person may ask another organisation for a case's images, and of nobody but the case's patient.
 * @throws ProblemError as `requireEditableCase`; 422 `other_patient`
 */
export async function requireCaseToAskFor(
  transaction: Transaction,
  context: Context,
  caseId: string,
  patient: { bsn: string | null; patientBirthDate: string | null },
): Promise<void> {
  const { case: found } = await requireEditableCase(transaction, context, caseId);
  const about = await transaction.meetingCase.findUniqueOrThrow({
    where: { id: found.id },
    select: { bsn: true, patientBirthDate: true },
  });
  const differs = (asked: string | null, known: string | null) =>
    asked !== null && known !== null && asked !== known;
  if (differs(patient.bsn, about.bsn) || differs(patient.patientBirthDate, about.patientBirthDate))
    throw unprocessable("other_patient", "This isn't the patient of the case that the images are for.");
}

/**
 * Puts what answers a request before the meeting that it was asked for. When the case was withdrawn meanwhile, or the
 * meeting is over, the answer lies in the asker's inbox alone.
 */
export async function putAnswerBeforeMeeting(
  transaction: Transaction,
  sender: UserContext,
  caseId: string,
  studies: { studyInstanceUid: string; seriesInstanceUids?: string[] | undefined }[],
): Promise<void> {
  await transaction.$queryRaw`SELECT id FROM "MeetingCase" WHERE id = ${caseId}::uuid FOR UPDATE`;
  const found = await transaction.meetingCase.findUnique({
    where: { id: caseId },
    select: {
      id: true,
      organizationId: true,
      patientId: true,
      patientIdentifier: true,
      withdrawnAt: true,
      meeting: { select: meetingSelect },
    },
  });
  if (!found || found.withdrawnAt || found.meeting.state === "CLOSED" || !isGround(found.meeting)) return;
  const { meeting } = found;
  await putBeforeMeeting(transaction, sender, {
    meetingCaseId: found.id,
    meetingOrganizationId: meeting.series.organizationId,
    studies,
    expiresAt: meeting.accessEndsAt,
  });
  await refreshLights(transaction, [found.id]);
  await recordMeeting(transaction, sender, meeting, {
    action: "meeting-case.studies-added",
    case: found,
    detail: { studies: studies.length },
    organizations: [sender.actor.organizationId],
  });
}
