import type { Context } from "@/lib/context";
import { db, type Transfer } from "@/lib/db";
import type { ShareGrant } from "@/lib/shares";
import { storage } from "@/lib/storage";
import { addDocument } from "@/lib/studies";

/** The documents that came with a shared study go into the archive with it; those that are there already stay once. */
export async function copyDocuments(context: Context, transfer: Transfer, grant: ShareGrant): Promise<void> {
  const documents = await db.studyDocument.findMany({
    where: { id: { in: [...grant.documentIds] }, studyId: transfer.studyId ?? "" },
  });
  for (const { objectKey, length, title } of documents)
    await addDocument(context, {
      organizationId: transfer.organizationId,
      studyInstanceUid: transfer.studyInstanceUid,
      title,
      bytes: storage.read(objectKey, { offset: 0, length: Number(length) }),
      ...(transfer.requestedById !== null && { createdById: transfer.requestedById }),
    });
}
