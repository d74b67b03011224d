import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db";
import { conflict, forbidden } from "@/lib/errors";
import { expectVersion } from "./access";
import { changeCase } from "./change-case";
import { AmendInput, type Case } from "./schemas";

/** The signed outcome that is being rewritten; it counts until the new one is signed. */
export const openAmendment = (transaction: Transaction, caseId: string) =>
  transaction.meetingAmendment.findFirst({ where: { caseId, replacedAt: null } });

/**
 * The chair opens a signed outcome again, with the reason that its next report gives. The signed one is kept. Also after
 * the meeting, for as long as `amendableUntil` says.
 * @throws ProblemError 403 for everybody else, 409 `changed_meanwhile`, `not_signed`, and `report_pending` while the
 * report of the signed one hasn't reached the referrer
 */
export function amendOutcome(context: Context, caseId: string, input: AmendInput): Promise<Case> {
  const { reason, version } = AmendInput.parse(input);
  return changeCase(context, caseId, {
    action: "meeting-case.outcome-reopened",
    isAlsoAfter: true,
    work: async (transaction, { user, role, case: { id } }) => {
      if (role !== "CHAIR") throw forbidden("forbidden", "Only the chair amends outcomes.");
      const outcome = await transaction.meetingOutcome.findUnique({ where: { caseId: id } });
      if (!outcome?.signedAt)
        throw conflict("not_signed", "This outcome isn't signed: it can be written on.");
      if (!outcome.reportedAt)
        throw conflict("report_pending", "The report of this outcome is still on its way to the referrer.");
      expectVersion(outcome.version, version);
      const { signedAt, reportedAt, signedById, signedByName, reportShareId } = outcome;
      const { id: amendmentId } = await transaction.meetingAmendment.create({
        data: {
          caseId: id,
          reason,
          openedById: user.actor.userId,
          openedByName: user.actor.name,
          conclusion: outcome.conclusion,
          followUp: outcome.followUp,
          studyInstanceUid: outcome.studyInstanceUid,
          seriesInstanceUid: outcome.seriesInstanceUid,
          sopInstanceUid: outcome.sopInstanceUid,
          ...{ signedAt, reportedAt, signedById, signedByName, reportShareId },
        },
        select: { id: true },
      });
      await transaction.meetingOutcome.update({
        where: { caseId: id },
        data: { version: version + 1, ...UNSIGNED },
      });
      return { amendmentId, ...(outcome.sopInstanceUid && { sopInstanceUid: outcome.sopInstanceUid }) };
    },
  });
}

const UNSIGNED = {
  signedAt: null,
  signedById: null,
  signedByName: null,
  studyInstanceUid: null,
  seriesInstanceUid: null,
  sopInstanceUid: null,
  reportedAt: null,
  reportShareId: null,
};
