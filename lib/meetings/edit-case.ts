import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { CaseItemKind } from "@/lib/db/generated/enums";
import { conflict, notFound } from "@/lib/errors";
import { putBeforeMeeting, revokeMeetingShares } from "@/lib/shares";
import { expectVersion, requireEditableCase } from "./access";
import { changeCase } from "./change-case";
import { recordMeeting, withRefusals } from "./record";
import { AddStudiesInput, type Case, EditCaseInput, ItemInput } from "./schemas";
import { presenterOf } from "./submit-case";

/** Changes what stands on the agenda about a case. @throws ProblemError 409 `changed_meanwhile` and as `changeCase` */
export function editCase(context: Context, caseId: string, input: EditCaseInput): Promise<Case> {
  const { version, presenterId, ...fields } = EditCaseInput.parse(input);
  return changeCase(context, caseId, {
    action: "meeting-case.changed",
    work: async (transaction, { meeting, case: before }) => {
      expectVersion(before.version, version);
      const now = new Date();
      const has = (text: string | undefined, old: string) => text !== undefined && text !== old;
      await transaction.meetingCase.update({
        where: { id: before.id },
        data: {
          ...fields,
          version: version + 1,
          ...(presenterId !== undefined && {
            presenterId: await presenterOf(transaction, meeting, presenterId),
          }),
          ...(has(fields.question, before.question) && { questionAt: now }),
          ...(has(fields.pathologyNote, before.pathologyNote) && { pathologyAt: now }),
        },
      });
      return { fields: Object.keys(EditCaseInput.parse(input)).join(" ") };
    },
  });
}

/**
 * Adds studies of the own archive to a case: any participant may have earlier images of the patient.
 * @throws ProblemError 404 for studies that aren't the own organisation's
 */
export function addCaseStudies(context: Context, caseId: string, input: AddStudiesInput): Promise<Case> {
  const { studies } = AddStudiesInput.parse(input);
  return changeCase(context, caseId, {
    action: "meeting-case.studies-added",
    isForAll: true,
    work: async (transaction, { user, meeting, case: { id } }) => {
      await putBeforeMeeting(transaction, user, {
        meetingCaseId: id,
        meetingOrganizationId: meeting.series.organizationId,
        studies,
        expiresAt: meeting.accessEndsAt,
      });
      return { studies: studies.length };
    },
  });
}

/** Says about one of the four lights that it isn't needed, or what is missing. */
export function setItem(
  context: Context,
  caseId: string,
  kind: CaseItemKind,
  input: ItemInput,
): Promise<Case> {
  const data = ItemInput.parse(input);
  return changeCase(context, caseId, {
    action: "meeting-case.item-set",
    work: async (transaction, { case: { id } }) => {
      await transaction.meetingCaseItem.update({ where: { caseId_kind: { caseId: id, kind } }, data });
      return { kind };
    },
  });
}

/** Says that a document of the case's studies is, or isn't, the pathology note. @throws ProblemError 404 */
export function markPathology(
  context: Context,
  caseId: string,
  documentId: string,
  { isPathology }: { isPathology: boolean },
): Promise<Case> {
  return changeCase(context, caseId, {
    action: "meeting-case.pathology-marked",
    work: async (transaction, { case: { id } }) => {
      const found = await transaction.shareDocument.findFirst({
        where: { documentId, share: { meetingCaseId: id, state: { in: ["PREPARING", "SENT"] } } },
      });
      if (!found) throw notFound();
      await transaction.meetingCaseDocument.deleteMany({ where: { caseId: id, documentId } });
      if (isPathology) await transaction.meetingCaseDocument.create({ data: { caseId: id, documentId } });
      return { documentId };
    },
  });
}

/**
 * Takes a case off the agenda: from the next request on nobody sees it any more, images included.
 * @throws ProblemError 409 `already_signed`: what was decided stays, with what it was decided on
 */
export function withdrawCase(
  context: Context,
  caseId: string,
  { reason }: { reason: string },
): Promise<void> {
  return withRefusals(context, "meeting-case.withdrawn", caseId, () =>
    db.$transaction(async (transaction) => {
      const { meeting, case: found } = await requireEditableCase(transaction, context, caseId);
      const signed = await transaction.meetingOutcome.findFirst({
        where: { caseId: found.id, OR: [{ signedAt: { not: null } }, { amendments: { some: {} } }] },
        select: { caseId: true },
      });
      if (signed) throw conflict("already_signed", "What was decided about this case is signed: it stays.");
      await transaction.meetingCase.update({
        where: { id: found.id },
        data: { withdrawnAt: new Date(), withdrawReason: reason },
      });
      await revokeMeetingShares(transaction, [found.id]);
      await transaction.meeting.updateMany({
        where: { id: meeting.id, currentCaseId: found.id },
        data: { currentCaseId: null, currentSince: null },
      });
      await recordMeeting(transaction, context, meeting, { action: "meeting-case.withdrawn", case: found });
    }),
  );
}
