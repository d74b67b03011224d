import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { organizationToRead } from "@/lib/studies";

/** Takes a mark of the own organisation away. @throws ProblemError 403 for roles without studies, 404 */
export async function removeKeyImage(context: Context, id: string): Promise<void> {
  requireUser(context);
  const organizationId = organizationToRead(context);
  await db.$transaction(async (transaction) => {
    const row = await transaction.keyImage.findFirst({ where: { id, organizationId } });
    if (!row) throw notFound();
    await transaction.keyImage.delete({ where: { id } });
    await recordAudit(transaction, context, {
      eventCode: EventCode.instancesAccessed,
      action: "key-image.removed",
      studyInstanceUid: row.studyInstanceUid,
      object: { type: "KeyImage", id },
      ground: { treatmentRelation: true },
    });
  });
}
