import { createHash } from "node:crypto";
import { z } from "zod";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound, unprocessable } from "@/lib/errors";
import { addDocument } from "@/lib/studies";
import { answerPdf } from "./answer-pdf";
import { auditingRefusals, auditShare } from "./audit-share";
import { requireSender } from "./require-access";
import { ImageReference, type Share } from "./schemas";
import { isUuid } from "./share-id";
import { viewShare } from "./share-view";

/**
 * Keeps an answer as a PDF beside the first study that it is about, in the sender's archive. Again is once.
 * @throws ProblemError 404, 403 for a recipient, 410, 422 `not_an_answer`
 */
export async function keepAnswer(
  context: Context,
  shareId: string,
  { replyId }: { replyId: string },
): Promise<Share> {
  return auditingRefusals(context, "share.answer-kept", { shareId }, async () => {
    if (!isUuid(replyId)) throw notFound();
    const { organizationId } = (
      await db.$transaction((transaction) => requireSender(transaction, context, shareId))
    ).share;
    const reply = await db.shareReply.findFirst({ where: { id: replyId, shareId }, include });
    if (!reply) throw notFound();
    if (!reply.isAnswer) throw unprocessable("not_an_answer", "Only an answer is kept as a document.");
    if (reply.documentId === null) {
      const references = z.array(ImageReference).catch([]).parse(reply.references);
      const studies = reply.share.studies.map(({ study }) => study);
      const study =
        studies.find(({ studyInstanceUid }) => studyInstanceUid === references[0]?.studyInstanceUid) ??
        studies[0];
      if (!study) throw notFound();
      const bytes = await answerPdf({
        // The archive's language, whoever keeps it: the same answer is the same document.
        locale: "nl",
        patient: study.patient,
        question: reply.share.message,
        askedBy: `${reply.share.sender.name}, ${reply.share.sender.organization.name}`,
        answer: reply.text,
        answeredBy: `${reply.author.name}, ${reply.author.organization.name}`,
        answeredAt: reply.createdAt,
        references: references.flatMap((reference) => {
          const about = studies.find(
            ({ studyInstanceUid }) => studyInstanceUid === reference.studyInstanceUid,
          );
          const series = about?.series.find(
            ({ seriesInstanceUid }) => seriesInstanceUid === reference.seriesInstanceUid,
          );
          if (!about || !series) return [];
          return {
            study: about.description,
            series: [series.seriesNumber, series.description || series.modality].filter(Boolean).join(" "),
            frame: reference.frame,
          };
        }),
      });
      await addDocument(context, {
        organizationId,
        studyInstanceUid: study.studyInstanceUid,
        title: `Antwoord van ${reply.author.name}`,
        bytes: once(bytes),
        ...(context.actor.kind === "user" && { createdById: context.actor.userId }),
      });
      await remember(context, shareId, replyId, study.id, bytes);
    }
    return viewShare(context, shareId);
  });
}

const include = {
  author: { select: { name: true, organization: { select: { name: true } } } },
  share: {
    select: {
      message: true,
      sender: { select: { name: true, organization: { select: { name: true } } } },
      studies: {
        orderBy: { studyId: "asc" as const },
        select: {
          study: {
            select: {
              id: true,
              studyInstanceUid: true,
              description: true,
              patient: { select: { name: true, birthDate: true, patientIdentifier: true } },
              series: {
                select: { seriesInstanceUid: true, seriesNumber: true, description: true, modality: true },
              },
            },
          },
        },
      },
    },
  },
} as const;

async function remember(
  context: Context,
  shareId: string,
  replyId: string,
  studyId: string,
  bytes: Uint8Array,
): Promise<void> {
  const sha256 = new Uint8Array(createHash("sha256").update(bytes).digest());
  await db.$transaction(async (transaction) => {
    const { user, share } = await requireSender(transaction, context, shareId);
    const { id } = await transaction.studyDocument.findFirstOrThrow({
      where: { studyId, sha256 },
      select: { id: true },
    });
    await transaction.shareReply.update({ where: { id: replyId }, data: { documentId: id } });
    await auditShare(transaction, user, share, { action: "share.answer-kept", detail: { documentId: id } });
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
