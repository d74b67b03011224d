import type { UserContext } from "@/lib/context";
import type { Prisma } from "@/lib/db";
import type { CaseRow, CaseShare, NEWS } from "./schemas";

/** What a row of the board needs, for one person. */
export const rowSelect = (userId: string) =>
  ({
    id: true,
    position: true,
    version: true,
    organizationId: true,
    patientName: true,
    patientBirthDate: true,
    patientSex: true,
    patientIdentifier: true,
    bsn: true,
    question: true,
    questionAt: true,
    pathologyAt: true,
    estimatedMinutes: true,
    createdAt: true,
    submittedById: true,
    organization: { select: { name: true } },
    referrer: { select: { id: true, name: true, organizationName: true } },
    presenter: { select: { id: true, address: { select: { name: true } } } },
    items: { orderBy: { kind: "asc" } },
    documents: { select: { documentId: true, createdAt: true } },
    opinions: { select: { userId: true, updatedAt: true, text: true } },
    looks: { where: { userId }, select: { lookedAt: true, tickedAt: true } },
    outcome: { select: { signedAt: true } },
    shares: {
      where: { state: { in: ["PREPARING", "SENT"] } },
      orderBy: { createdAt: "asc" },
      select: {
        id: true,
        state: true,
        stateAt: true,
        isComplete: true,
        organization: { select: { name: true } },
        documents: {
          select: { document: { select: { id: true, title: true, contentType: true, createdAt: true } } },
        },
        studies: {
          select: {
            seriesInstanceUids: true,
            study: {
              select: {
                studyInstanceUid: true,
                studyDate: true,
                description: true,
                modalities: true,
                hasReport: true,
                instanceCount: true,
              },
            },
          },
        },
      },
    },
  }) as const satisfies Prisma.MeetingCaseSelect;

export type CaseRowData = Prisma.MeetingCaseGetPayload<{ select: ReturnType<typeof rowSelect> }>;

export function viewRow(user: UserContext, row: CaseRowData, isLead: boolean): CaseRow {
  const isOwn = row.organizationId === user.actor.organizationId;
  return {
    id: row.id,
    position: row.position,
    version: row.version,
    patient: {
      name: row.patientName,
      birthDate: row.patientBirthDate,
      sex: row.patientSex,
      patientIdentifier: row.patientIdentifier,
      bsn: row.bsn,
    },
    organization: row.organization.name,
    referrer: {
      addressId: row.referrer.id,
      name: row.referrer.name,
      organization: row.referrer.organizationName,
    },
    question: row.question,
    presenter: row.presenter && { participantId: row.presenter.id, name: row.presenter.address.name },
    estimatedMinutes: row.estimatedMinutes,
    items: row.items.map((item) => ({
      kind: item.kind,
      light: item.light,
      since: item.since.toISOString(),
      isNotNeeded: item.isNotNeeded,
      missing: item.missing,
      chasedAt: item.chasedAt?.toISOString() ?? null,
      chases: item.chases,
    })),
    shares: row.shares.map((share) =>
      viewShare(share, new Set(row.documents.map(({ documentId }) => documentId))),
    ),
    opinions: row.opinions.filter(({ text }) => text !== "").length,
    news: newsOf(user.actor.userId, row),
    tickedAt: row.looks[0]?.tickedAt?.toISOString() ?? null,
    signedAt: row.outcome?.signedAt?.toISOString() ?? null,
    isOwn,
    canEdit: isLead || isOwn,
  };
}

function viewShare(share: CaseRowData["shares"][number], pathology: Set<string>): CaseShare {
  return {
    shareId: share.id,
    organization: share.organization.name,
    isReady: share.state === "SENT" && share.isComplete,
    addedAt: share.stateAt.toISOString(),
    studies: share.studies
      .map(({ study: { instanceCount, ...study } }) => ({ ...study, instances: instanceCount }))
      .sort((a, b) => b.studyDate.localeCompare(a.studyDate)),
    documents: share.documents.map(({ document }) => ({
      documentId: document.id,
      title: document.title,
      contentType: document.contentType,
      isPathology: pathology.has(document.id),
    })),
  };
}

/** What came after the person's last look; all of it when there was none. What one did oneself is no news. */
export function newsOf(userId: string, row: CaseRowData): (typeof NEWS)[number][] {
  const lookedAt = row.looks[0]?.lookedAt;
  if (!lookedAt) return row.submittedById === userId ? [] : ["CASE"];
  const isNew = (at: Date | null | undefined) => at !== null && at !== undefined && at > lookedAt;
  const news: (typeof NEWS)[number][] = [];
  if (
    row.shares.some(
      ({ stateAt, documents }) =>
        isNew(stateAt) || documents.some(({ document }) => isNew(document.createdAt)),
    )
  )
    news.push("IMAGES");
  if (isNew(row.questionAt)) news.push("QUESTION");
  if (isNew(row.pathologyAt) || row.documents.some(({ createdAt }) => isNew(createdAt)))
    news.push("PATHOLOGY");
  if (
    row.opinions.some(
      (opinion) => opinion.userId !== userId && opinion.text !== "" && isNew(opinion.updatedAt),
    )
  )
    news.push("OPINION");
  return news;
}
