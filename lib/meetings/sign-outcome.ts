import type { Context } from "@/lib/context";
import { newUid } from "@/lib/dicom";
import { conflict, forbidden, unprocessable } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { expectVersion } from "./access";
import { changeCase } from "./change-case";
import { meetingReport } from "./jobs";
import type { Case } from "./schemas";

/**
 * The chair signs what was decided, exactly as it was read; it is final then, and goes to the referrer as a report.
 * @throws ProblemError 403 for everybody else, 409 `changed_meanwhile` and `already_signed`, 422 `outcome_empty`
 */
export function signOutcome(
  context: Context,
  caseId: string,
  { version }: { version: number },
): Promise<Case> {
  return changeCase(context, caseId, {
    action: "meeting-case.outcome-signed",
    isForAll: true,
    work: async (transaction, { user, role, case: { id, referrerId } }) => {
      if (role !== "CHAIR") throw forbidden("forbidden", "Only the chair signs outcomes.");
      const outcome = await transaction.meetingOutcome.findUnique({ where: { caseId: id } });
      if (outcome?.signedAt) throw conflict("already_signed", "This outcome was signed.");
      if (!outcome || outcome.conclusion.trim() === "")
        throw unprocessable("outcome_empty", "There is no conclusion to sign yet.");
      expectVersion(outcome.version, version);
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
      await transaction.meetingOutcome.update({
        where: { caseId: id },
        data: {
          version: version + 1,
          signedAt: new Date(),
          signedById: user.actor.userId,
          signedByName: user.actor.name,
          studyInstanceUid: study?.study.studyInstanceUid ?? newUid(),
          seriesInstanceUid: newUid(),
          sopInstanceUid: newUid(),
        },
      });
      await enqueue(transaction, meetingReport, { caseId: id });
    },
  });
}
