import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, organizationOf, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { lockStudy } from "@/lib/studies";

/**
 * Keeps a study of the actor's organisation whatever its rule says, or lets the rule go for it again.
 * @throws ProblemError 403, 404
 */
export async function keepStudy(
  context: Context,
  { studyInstanceUid, isKept }: { studyInstanceUid: string; isKept: boolean },
): Promise<void> {
  requireRole(context, "ADMINISTRATOR");
  const organizationId = organizationOf(context);
  await db.$transaction(async (transaction) => {
    await lockStudy(transaction, organizationId, studyInstanceUid);
    const study = await transaction.study.findUnique({
      where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } },
      select: { id: true, patientId: true, patientIdentifier: true },
    });
    if (!study) throw notFound();
    const now = new Date();
    if (isKept)
      await transaction.retentionMark.upsert({
        where: { studyId: study.id },
        create: { studyId: study.id, organizationId, removeAt: now, keptAt: now },
        update: { keptAt: now },
      });
    // Its grace begins anew with the next run of the job.
    else await transaction.retentionMark.deleteMany({ where: { studyId: study.id } });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: isKept ? "study.kept" : "study.no-longer-kept",
      patient: { id: study.patientId, patientIdentifier: study.patientIdentifier },
      studyInstanceUid,
    });
  });
}
