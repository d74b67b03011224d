import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { storage } from "@/lib/storage";
import { organizationToDelete } from "./access";
import { lockStudy } from "./study-lock";

interface Place {
  objectKey: string;
  offset: bigint;
  length: bigint;
}

/**
 * Deletes a study: its rows in one transaction, then its bytes. What was set aside under its UID goes too. An
 * object that other studies share stays, with this study's bytes overwritten.
 * @throws ProblemError 404, 403 unless an administrator or the organisation's token asks
 */
export async function deleteStudy(context: Context, studyInstanceUid: string): Promise<void> {
  const organizationId = organizationToDelete(context);
  const places = await db.$transaction(
    async (transaction) => {
      await lockStudy(transaction, organizationId, studyInstanceUid);
      return removeRows(transaction, context, organizationId, studyInstanceUid);
    },
    { maxWait: 30_000, timeout: 120_000 },
  );
  for (const [key, ranges] of Map.groupBy(places, ({ objectKey }) => objectKey))
    await removeBytes(key, ranges);
}

async function removeRows(
  transaction: Transaction,
  context: Context,
  organizationId: string,
  studyInstanceUid: string,
): Promise<Place[]> {
  const place = { select: { objectKey: true, offset: true, length: true } } as const;
  const study = await transaction.study.findUnique({
    where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } },
    include: { instances: place, documents: { select: { objectKey: true, length: true } } },
  });
  if (!study) throw notFound();
  const where = { organizationId, studyInstanceUid };
  const conflicts = await transaction.conflict.findMany({ where, ...place });
  await transaction.conflict.deleteMany({ where });
  await transaction.study.delete({ where: { id: study.id } });
  const others = await transaction.study.count({ where: { patientId: study.patientId } });
  if (others === 0) await transaction.patient.delete({ where: { id: study.patientId } });
  await recordAudit(transaction, context, {
    eventCode: EventCode.studyDeleted,
    action: "study.deleted",
    patient: { id: study.patientId, patientIdentifier: study.patientIdentifier },
    studyInstanceUid,
    detail: { instances: study.instances.length, documents: study.documents.length },
  });
  return [
    ...study.instances,
    ...conflicts,
    ...study.documents.map((document) => ({ ...document, offset: 0n })),
  ];
}

async function removeBytes(key: string, ranges: Place[]): Promise<void> {
  if (!(await isReferenced(key))) return storage.delete(key);
  for (const { offset, length } of ranges)
    await storage.erase(key, { offset: Number(offset), length: Number(length) });
}

/** Whether a row still refers to the object. New references come only with new objects. */
export async function isReferenced(objectKey: string): Promise<boolean> {
  const where = { where: { objectKey }, select: { id: true } } as const;
  return (
    (await db.instance.findFirst(where)) !== null ||
    (await db.conflict.findFirst(where)) !== null ||
    (await db.studyDocument.findFirst(where)) !== null
  );
}
