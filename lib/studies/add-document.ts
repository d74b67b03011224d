import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { fileTypeFromBuffer } from "file-type";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { ProblemError } from "@/lib/errors";
import { storage } from "@/lib/storage";
import { recomputeStudy } from "./recompute-study";
import { lockStudy } from "./study-lock";

const ALLOWED: ReadonlySet<string> = new Set(["application/pdf", "image/jpeg", "image/png"]);
const HEAD_BYTES = 4100;
const MOST_BYTES = 256 * 1024 * 1024;

export interface DocumentToAdd {
  organizationId: string;
  studyInstanceUid: string;
  title: string;
  bytes: AsyncIterable<Uint8Array>;
  /** Named in the log; a person when one did it. */
  createdById?: string;
}

/**
 * Keeps a PDF, JPEG or PNG beside a study's images; what it is goes by its content, never by its name. The same
 * bytes again are a repeat.
 * @throws ProblemError 404 `unknown_study`, 415 `document_type`, 413 `too_large`
 */
export async function addDocument(
  context: Context,
  { organizationId, studyInstanceUid, title, bytes, createdById }: DocumentToAdd,
): Promise<"ADDED" | "DUPLICATE"> {
  const writer = await storage.create();
  try {
    const hash = createHash("sha256");
    let head = Buffer.alloc(0);
    let crc = 0;
    for await (const chunk of bytes) {
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
      if (writer.position + chunk.length > MOST_BYTES)
        throw new ProblemError(413, "too_large", "The document is larger than what is taken.");
      hash.update(chunk);
      crc = crc32(chunk, crc);
      await writer.write(chunk);
    }
    const contentType = (await fileTypeFromBuffer(head))?.mime;
    if (contentType === undefined || !ALLOWED.has(contentType))
      throw new ProblemError(415, "document_type", "Only PDF, JPEG and PNG documents are taken.");
    const document = {
      title: title.replace(/\p{C}/gu, "").slice(0, 200) || "document",
      contentType,
      objectKey: writer.key,
      length: BigInt(writer.position),
      sha256: new Uint8Array(hash.digest()),
      crc32: BigInt(crc),
      ...(createdById !== undefined && { createdById }),
    };
    const existing = await db.studyDocument.findFirst({
      where: { sha256: document.sha256, study: { organizationId, studyInstanceUid } },
      select: { id: true },
    });
    if (existing) return "DUPLICATE";
    await writer.commit();
    return await db.$transaction(async (transaction) => {
      await lockStudy(transaction, organizationId, studyInstanceUid);
      const study = await transaction.study.findUnique({
        where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } },
        select: { id: true, patientId: true, patientIdentifier: true },
      });
      if (!study) throw new ProblemError(404, "unknown_study", "The document's study is not there.");
      const made = await transaction.studyDocument.createMany({
        data: [{ ...document, studyId: study.id }],
        skipDuplicates: true,
      });
      await recomputeStudy(transaction, study.id);
      if (made.count === 0) return "DUPLICATE";
      await recordAudit(transaction, context, {
        eventCode: EventCode.import,
        action: "document.received",
        organizations: [organizationId],
        patient: { id: study.patientId, patientIdentifier: study.patientIdentifier },
        studyInstanceUid,
        ground: { treatmentRelation: true },
        detail: { contentType },
      });
      return "ADDED";
    });
  } finally {
    // Nothing after a commit; an object without a row is removed by the sweep.
    await writer.abort();
  }
}
