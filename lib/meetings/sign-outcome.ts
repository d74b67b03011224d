import type { Context } from "@/lib/context";
import { newUid } from "@/lib/dicom";
import { conflict, forbidden, unprocessable } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { expectVersion, refuseWhenOver } from "./access";
import { openAmendment } from "./amend-outcome";
import { changeCase } from "./change-case";
import { meetingReport } from "./jobs";
import type { Case } from "./schemas";

/**
 * The chair signs what was decided, exactly as it was read; it is final then, and goes to the referrer as a report. What
 * was opened for amendment is signed again, and its report replaces the earlier one.
 * @throws ProblemError 403 for everybody else, 409 `changed_meanwhile` and `already_signed`, 422 `outcome_empty`,
 * `outcome_unchanged`
 */
export function signOutcome(
  context: Context,
  caseId: string,
  { version }: { version: number },
): Promise<Case> {
  return changeCase(context, caseId, {
    action: "meeting-case.outcome-signed",
    isAlsoAfter: true,
    work: async (transaction, { user, role, meeting, case: { id, referrerId } }) => {
      if (role !== "CHAIR") throw forbidden("forbidden", "Only the chair signs outcomes.");
      const earlier = await openAmendment(transaction, id);
      if (!earlier) refuseWhenOver(meeting);
      const outcome = await transaction.meetingOutcome.findUnique({ where: { caseId: id } });
      if (outcome?.signedAt) throw conflict("already_signed", "This outcome was signed.");
      if (!outcome || outcome.conclusion.trim() === "")
        throw unprocessable("outcome_empty", "There is no conclusion to sign yet.");
      expectVersion(outcome.version, version);
      if (earlier && earlier.conclusion === outcome.conclusion && earlier.followUp === outcome.followUp)
        throw unprocessable("outcome_unchanged", "This is what was signed before.");
      const referrer = await transaction.address.findUniqueOrThrow({
        where: { id: referrerId },
        select: { organizationId: true },
      });
      // Beside the images where the referrer's archive has them, else as a study of its own.
      const study = await transaction.shareStudy.findFirst({
        where: {
          share: {
            meetingCaseId: id,
            organizationId: referrer.organizationId,
            state: { in: ["PREPARING", "SENT"] },
          },
        },
        select: { study: { select: { studyInstanceUid: true } } },
        orderBy: { study: { studyDate: "desc" } },
      });
      const signedAt = new Date();
      await transaction.meetingOutcome.update({
        where: { caseId: id },
        data: {
          version: version + 1,
          signedAt,
          signedById: user.actor.userId,
          signedByName: user.actor.name,
          studyInstanceUid: earlier?.studyInstanceUid ?? study?.study.studyInstanceUid ?? newUid(),
          seriesInstanceUid: newUid(),
          sopInstanceUid: newUid(),
        },
      });
      if (earlier)
        await transaction.meetingAmendment.update({
          where: { id: earlier.id },
          data: { replacedAt: signedAt },
        });
      await enqueue(transaction, meetingReport, { caseId: id });
      return earlier ? { replaces: earlier.sopInstanceUid ?? earlier.id } : undefined;
    },
  });
}
