import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { KeyImage, MarkKeyImage } from "./api";
import { keyImageSelect, keyImageView } from "./key-image-view";
import { isGranted, studyAccess } from "./study-access";

/**
 * Points a frame out, or changes what was said about it; one mark per frame and organisation.
 * @throws ProblemError as `studyAccess`, and 404 when the study has no such instance for this reader
 */
export async function markKeyImage(
  context: Context,
  studyInstanceUid: string,
  input: MarkKeyImage,
): Promise<KeyImage> {
  const { actor } = requireUser(context);
  const access = await studyAccess(context, studyInstanceUid, input.shareId);
  if (!isGranted(access, input.seriesInstanceUid)) throw notFound();
  const instance = await db.instance.findFirst({
    where: {
      sopInstanceUid: input.sopInstanceUid,
      series: { seriesInstanceUid: input.seriesInstanceUid, studyId: access.studyId },
    },
    select: {
      id: true,
      series: { select: { study: { select: { patientId: true, patientIdentifier: true } } } },
    },
  });
  if (!instance) throw notFound();
  const isHolder = access.holderId === actor.organizationId;
  const place = {
    organizationId: actor.organizationId,
    sopInstanceUid: input.sopInstanceUid,
    frame: input.frame,
  };
  return db.$transaction(async (transaction) => {
    const row = await transaction.keyImage.upsert({
      where: { organizationId_sopInstanceUid_frame: place },
      create: {
        ...place,
        studyInstanceUid,
        seriesInstanceUid: input.seriesInstanceUid,
        studyId: isHolder ? access.studyId : null,
        shareId: isHolder ? null : access.shareId,
        note: input.note,
        createdById: actor.userId,
      },
      update: { note: input.note, createdById: actor.userId },
      select: keyImageSelect,
    });
    const { study } = instance.series;
    await recordAudit(transaction, context, {
      eventCode: EventCode.instancesAccessed,
      action: "key-image.marked",
      studyInstanceUid,
      // The holder's patient is not the recipient's: each log names its own.
      ...(isHolder ? { patient: { id: study.patientId, patientIdentifier: study.patientIdentifier } } : {}),
      object: { type: "KeyImage", id: row.id },
      ground: { treatmentRelation: true },
    });
    return keyImageView(row, actor.organizationId);
  });
}
