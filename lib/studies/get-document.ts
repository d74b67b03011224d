import { Readable } from "node:stream";
import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, type StudyDocument } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { storage } from "@/lib/storage";
import { organizationToRead } from "./access";

export interface DocumentBytes {
  title: string;
  contentType: string;
  length: number;
  body: ReadableStream<Uint8Array>;
}

/** The bytes of a document of the actor's organisation. @throws ProblemError 404, 403 */
export async function getDocument(
  context: Context,
  { studyInstanceUid, documentId }: { studyInstanceUid: string; documentId: string },
): Promise<DocumentBytes> {
  const organizationId = organizationToRead(context);
  const document = await db.studyDocument.findFirst({
    where: { id: documentId, study: { organizationId, studyInstanceUid } },
    include: { study: { select: { patientId: true, patientIdentifier: true } } },
  });
  if (!document) throw notFound();
  await recordAuditAlone(context, {
    eventCode: EventCode.instancesAccessed,
    action: "document.opened",
    patient: { id: document.study.patientId, patientIdentifier: document.study.patientIdentifier },
    studyInstanceUid,
    object: { type: "document", id: document.id },
    ground: { treatmentRelation: true },
  });
  return documentBytes(document);
}

/** Whoever calls it has made sure that the bytes may be read. */
export function documentBytes(
  document: Pick<StudyDocument, "title" | "contentType" | "length" | "objectKey">,
): DocumentBytes {
  const length = Number(document.length);
  return {
    title: document.title,
    contentType: document.contentType,
    length,
    body: Readable.toWeb(
      storage.read(document.objectKey, { offset: 0, length }),
    ) as ReadableStream<Uint8Array>,
  };
}
