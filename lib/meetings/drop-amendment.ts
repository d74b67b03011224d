import type { Context } from "@/lib/context";
import { conflict, forbidden } from "@/lib/errors";
import { openAmendment } from "./amend-outcome";
import { changeCase } from "./change-case";
import type { Case } from "./schemas";

/**
 * The chair leaves a signed outcome as it was; what was written meanwhile goes.
 * @throws ProblemError 403 for everybody else, 409 `not_amending`
 */
export function dropAmendment(context: Context, caseId: string): Promise<Case> {
  return changeCase(context, caseId, {
    action: "meeting-case.amendment-dropped",
    isAlsoAfter: true,
    work: async (transaction, { role, case: { id } }) => {
      if (role !== "CHAIR") throw forbidden("forbidden", "Only the chair amends outcomes.");
      const amendment = await openAmendment(transaction, id);
      if (!amendment) throw conflict("not_amending", "This outcome isn't being amended.");
      const { conclusion, followUp, signedAt, signedById, signedByName, reportedAt, reportShareId } =
        amendment;
      const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = amendment;
      await transaction.meetingOutcome.update({
        where: { caseId: id },
        data: {
          version: { increment: 1 },
          ...{ conclusion, followUp, signedAt, signedById, signedByName, reportedAt, reportShareId },
          ...{ studyInstanceUid, seriesInstanceUid, sopInstanceUid },
        },
      });
      await transaction.meetingAmendment.delete({ where: { id: amendment.id } });
      return { amendmentId: amendment.id };
    },
  });
}
