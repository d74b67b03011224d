import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { notFound, ProblemError } from "@/lib/errors";
import { StorageError } from "@/lib/storage";
import { organizationToDelete } from "./access";
import { noteDeletedBytes, removeDueBytes } from "./remove-bytes";
import { lockStudy } from "./study-lock";

/**
 * Deletes a study: its rows in one transaction, then its bytes. What was set aside under its UID goes too. An
 * object that other studies share stays, with this study's bytes overwritten.
 * @throws ProblemError 404, 403 unless an administrator or the organisation's token asks; 503 when storage is
 * away: the study is gone then, and its bytes go when storage is back
 */
export async function deleteStudy(context: Context, studyInstanceUid: string): Promise<void> {
  await removeStudy(context, { organizationId: organizationToDelete(context), studyInstanceUid });
}

export interface StudyToRemove {
  organizationId: string;
  studyInstanceUid: string;
  /** Why it went, where no person asked. */
  reason?: "RETENTION";
  /** Looks under the study's lock whether it is still to go. */
  isStillDue?: (transaction: Transaction, studyId: string) => Promise<boolean>;
}

/** The same for whoever has made sure that it may go. */
export async function removeStudy(context: Context, study: StudyToRemove): Promise<void> {
  const studyId = await db.$transaction(
    async (transaction) => {
      await lockStudy(transaction, study.organizationId, study.studyInstanceUid);
      return removeRows(transaction, context, study);
    },
    { maxWait: 30_000, timeout: 120_000 },
  );
  if (studyId === undefined) return;
  await removeDueBytes({ studyId }).catch((error: unknown) => {
    if (!(error instanceof StorageError)) throw error;
    throw new ProblemError(
      503,
      error.code,
      "The study is deleted. Its bytes are removed as soon as the storage can be reached.",
    );
  });
}

async function removeRows(
  transaction: Transaction,
  context: Context,
  { organizationId, studyInstanceUid, reason, isStillDue }: StudyToRemove,
): Promise<string | undefined> {
  const place = { select: { objectKey: true, offset: true, length: true } } as const;
  const study = await transaction.study.findUnique({
    where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } },
    include: { instances: place, documents: { select: { objectKey: true, length: true } } },
  });
  if (!study) throw notFound();
  if (isStillDue && !(await isStillDue(transaction, study.id))) return undefined;
  const where = { organizationId, studyInstanceUid };
  const conflicts = await transaction.conflict.findMany({ where, ...place });
  await transaction.conflict.deleteMany({ where });
  await transaction.study.delete({ where: { id: study.id } });
  const others = await transaction.study.count({ where: { patientId: study.patientId } });
  if (others === 0) await transaction.patient.delete({ where: { id: study.patientId } });
  await noteDeletedBytes(transaction, study.id, [
    ...study.instances,
    ...conflicts,
    ...study.documents.map((document) => ({ ...document, offset: 0n })),
  ]);
  await recordAudit(transaction, context, {
    eventCode: EventCode.studyDeleted,
    action: "study.deleted",
    organizations: [organizationId],
    patient: { id: study.patientId, patientIdentifier: study.patientIdentifier },
    studyInstanceUid,
    detail: {
      instances: study.instances.length,
      documents: study.documents.length,
      ...(reason && { reason }),
    },
  });
  return study.id;
}
