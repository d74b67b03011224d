import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { type DocumentBytes, documentBytes } from "@/lib/studies";
import { markOpened } from "./mark-progress";
import { resolveShareGrant } from "./resolve-share-grant";

/**
 * The bytes of a document that goes with a share, also where the sender allows viewing only. Reading it opens the
 * share.
 * @throws ProblemError 404 or 410 as `resolveShareGrant`; 404 for a document that doesn't go with it
 */
export async function getSharedDocument(
  context: Context,
  { id, documentId }: { id: string; documentId: string },
): Promise<DocumentBytes> {
  const grant = await resolveShareGrant(context, id);
  if (!grant.documentIds.has(documentId)) throw notFound();
  const document = await db.studyDocument.findUnique({
    where: { id: documentId },
    include: { study: { select: { studyInstanceUid: true } } },
  });
  if (!document) throw notFound();
  await markOpened(context, grant, document.study.studyInstanceUid);
  return documentBytes(document);
}
