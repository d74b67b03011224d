import type { Context, UserContext } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { isValidBsn } from "@/lib/dicom";
import { conflict, notFound, unprocessable } from "@/lib/errors";
import { addressReadBy, putBeforeMeeting } from "@/lib/shares";
import { lockMeeting, type MeetingAccess, refuseWhenOver, requireParticipant } from "./access";
import { viewCase } from "./get-case";
import { refreshLights } from "./lights";
import { recordMeeting, withRefusals } from "./record";
import { type Case, MOST_CASES, SubmitCaseInput } from "./schemas";

/**
 * Puts a patient on a meeting's agenda, with studies of the own archive as a share, or without any yet. The identity
 * is a copy of what the submitting organisation has.
 * @throws ProblemError 404 for who doesn't take part and for foreign studies; 409 `meeting_over`; 422
 *   `deadline_passed` for who doesn't lead it, `several_patients`, `patient_missing`, `unknown_address`
 */
export async function submitCase(context: Context, meetingId: string, input: SubmitCaseInput): Promise<Case> {
  const request = SubmitCaseInput.parse(input);
  return withRefusals(context, "meeting-case.submitted", meetingId, async () => {
    const { access, id } = await db.$transaction(
      async (transaction) => {
        await lockMeeting(transaction, meetingId);
        const access = await requireParticipant(transaction, context, meetingId);
        const { user, meeting } = access;
        refuseWhenOver(meeting);
        if (!access.isLead && meeting.submitBy <= new Date())
          throw unprocessable("deadline_passed", "The time to submit cases for this meeting is over.");
        const agenda = await transaction.meetingCase.aggregate({
          where: { meetingId: meeting.id },
          _max: { position: true },
          _count: true,
        });
        if (agenda._count >= MOST_CASES) throw conflict("agenda_full", "This agenda is full.");
        const patient = await patientOf(transaction, user, request);
        const { id } = await transaction.meetingCase.create({
          data: {
            meetingId: meeting.id,
            position: (agenda._max.position ?? 0) + 1,
            organizationId: user.actor.organizationId,
            submittedById: user.actor.userId,
            referrerId: await referrerOf(transaction, user, request.referrerId),
            ...patient,
            question: request.question,
            wantedStudies: request.wantedStudies,
            pathologyNote: request.pathologyNote,
            ...(request.pathologyNote && { pathologyAt: new Date() }),
            presenterId: await presenterOf(transaction, meeting, request.presenterId),
            estimatedMinutes: request.estimatedMinutes ?? meeting.series.minutesPerCase,
            ...(request.needsNoPathology && {
              items: { create: { kind: "PATHOLOGY", light: "GREEN", isNotNeeded: true } },
            }),
          },
          select: { id: true },
        });
        if (request.studies.length > 0)
          await putBeforeMeeting(transaction, user, {
            meetingCaseId: id,
            meetingOrganizationId: meeting.series.organizationId,
            studies: request.studies,
            expiresAt: meeting.accessEndsAt,
          });
        await refreshLights(transaction, [id]);
        const about = {
          id,
          organizationId: user.actor.organizationId,
          patientId: patient.patientId,
          patientIdentifier: patient.patientIdentifier,
        };
        await recordMeeting(transaction, context, meeting, {
          action: "meeting-case.submitted",
          case: about,
          detail: { meetingId: meeting.id, studies: request.studies.length },
        });
        return { access, id };
      },
      { timeout: 30_000 },
    );
    return viewCase(asCaseAccess(access, id));
  });
}

/** Only what `viewCase` reads: the case was made a moment ago. */
function asCaseAccess(access: MeetingAccess, id: string): Parameters<typeof viewCase>[0] {
  const { organizationId, userId } = access.user.actor;
  return {
    ...access,
    canEdit: true,
    case: {
      id,
      meetingId: access.meeting.id,
      organizationId,
      submittedById: userId,
      referrerId: "",
      patientId: null,
      patientIdentifier: "",
      version: 1,
      question: "",
      pathologyNote: "",
      withdrawnAt: null,
    },
  };
}

type Request = ReturnType<typeof SubmitCaseInput.parse>;

async function patientOf(transaction: Transaction, user: UserContext, { studies, patient }: Request) {
  const { organizationId } = user.actor;
  const uids = studies.map(({ studyInstanceUid }) => studyInstanceUid);
  const rows = await transaction.study.findMany({
    where: { organizationId, studyInstanceUid: { in: uids } },
    select: { patient: true },
  });
  if (rows.length !== new Set(uids).size) throw notFound();
  const [first] = rows;
  if (first) {
    const isSame = (other: typeof first.patient) =>
      other.id === first.patient.id ||
      (other.bsn !== null && isValidBsn(other.bsn) && other.bsn === first.patient.bsn);
    if (!rows.every((row) => isSame(row.patient)))
      throw unprocessable("several_patients", "A case is about one patient: these studies are of several.");
    const { id, name, birthDate, sex, patientIdentifier, issuerOfPatientId, bsn } = first.patient;
    return {
      patientId: id,
      patientName: name,
      patientBirthDate: birthDate,
      patientSex: sex,
      patientIdentifier,
      issuerOfPatientId,
      bsn,
    };
  }
  if (!patient) throw unprocessable("patient_missing", "Choose a study, or say who the patient is.");
  if (patient.bsn !== null && !isValidBsn(patient.bsn))
    throw unprocessable("bsn_invalid", "This is not a valid BSN.");
  return {
    patientId: null,
    patientName: patient.name,
    patientBirthDate: patient.birthDate,
    patientSex: patient.sex,
    patientIdentifier: patient.patientIdentifier,
    issuerOfPatientId: "",
    bsn: patient.bsn,
  };
}

/** Whoever gets the outcome: an address that can be reached; the own one unless told. */
async function referrerOf(transaction: Transaction, user: UserContext, referrerId: string | undefined) {
  const address = await transaction.address.findFirst({
    where: {
      isListed: true,
      organization: { isConnected: true },
      ...(referrerId ? { id: referrerId } : addressReadBy(user.actor.userId)),
    },
    select: { id: true },
    // An own address before a mailbox.
    orderBy: [{ kind: "asc" }, { id: "asc" }],
  });
  if (!address) throw unprocessable("unknown_address", "The address book has no such address.");
  return address.id;
}

/** @throws ProblemError 422 when it isn't somebody who takes part */
export async function presenterOf(
  transaction: Transaction,
  meeting: { id: string; seriesId: string },
  presenterId: string | null,
): Promise<string | null> {
  if (presenterId === null) return null;
  const found = await transaction.meetingParticipant.findFirst({
    where: {
      id: presenterId,
      seriesId: meeting.seriesId,
      leftAt: null,
      OR: [{ meetingId: null }, { meetingId: meeting.id }],
    },
    select: { id: true },
  });
  if (!found) throw unprocessable("unknown_presenter", "Who presents has to take part in the meeting.");
  return found.id;
}
