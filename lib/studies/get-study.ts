import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { organizationToRead } from "./access";
import type { StudyDetails } from "./schemas";
import { arrivingStudies, studySelect, studyView } from "./study-view";

/** One study of the actor's organisation. @throws ProblemError 404, 403 for roles without studies */
export async function getStudy(context: Context, studyInstanceUid: string): Promise<StudyDetails> {
  const organizationId = organizationToRead(context);
  const row = await db.study.findUnique({
    where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } },
    select: {
      ...studySelect,
      patientId: true,
      series: { orderBy: [{ seriesNumber: { sort: "asc", nulls: "last" } }, { seriesInstanceUid: "asc" }] },
      documents: { orderBy: { createdAt: "asc" } },
      shares: {
        orderBy: { share: { createdAt: "desc" } },
        select: {
          share: {
            select: {
              id: true,
              state: true,
              purpose: true,
              createdAt: true,
              expiresAt: true,
              recipients: { select: { state: true, address: { select: { name: true } } } },
            },
          },
        },
      },
    },
  });
  if (!row) throw notFound();
  const arriving = await arrivingStudies(organizationId, [studyInstanceUid]);
  await recordAuditAlone(context, {
    eventCode: EventCode.instancesAccessed,
    action: "study.opened",
    patient: { id: row.patientId, patientIdentifier: row.patientIdentifier },
    studyInstanceUid,
    ground: { treatmentRelation: true },
  });
  return {
    ...studyView(row, !arriving.has(studyInstanceUid)),
    series: row.series.map((series) => ({
      seriesInstanceUid: series.seriesInstanceUid,
      modality: series.modality,
      seriesNumber: series.seriesNumber,
      description: series.description,
      bodyPart: series.bodyPartExamined,
      instanceCount: series.instanceCount,
      frameCount: series.frameCount,
      sizeBytes: Number(series.sizeBytes),
    })),
    documents: row.documents.map((document) => ({
      id: document.id,
      title: document.title,
      contentType: document.contentType,
      length: Number(document.length),
      createdAt: document.createdAt.toISOString(),
      url: `/api/v1/studies/${studyInstanceUid}/documents/${document.id}`,
    })),
    shares: row.shares.map(({ share }) => ({
      id: share.id,
      state: share.state !== "REVOKED" && share.expiresAt <= new Date() ? "EXPIRED" : share.state,
      purpose: share.purpose,
      createdAt: share.createdAt.toISOString(),
      recipients: share.recipients.map(({ state, address }) => ({ name: address.name, state })),
    })),
  };
}
