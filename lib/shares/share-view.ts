import { z } from "zod";
import type { Context, UserContext } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { countArriving } from "./count-arriving";
import {
  ImageReference,
  type RecipientView,
  type Share,
  type SharedStudy,
  type SharePatient,
  type StudySummary,
} from "./schemas";
import { senderSideOf } from "./sender-side";
import { stateNow } from "./share-state";

const person = { select: { id: true, name: true } } as const;

export const studySelect = {
  id: true,
  studyInstanceUid: true,
  studyDate: true,
  description: true,
  accessionNumber: true,
  modalities: true,
  hasReport: true,
  patientId: true,
  patientIdentifier: true,
  patient: { select: { name: true, birthDate: true, sex: true, patientIdentifier: true, bsn: true } },
  series: {
    select: {
      id: true,
      seriesInstanceUid: true,
      seriesNumber: true,
      modality: true,
      description: true,
      sizeBytes: true,
      instanceCount: true,
    },
    orderBy: [{ seriesNumber: "asc" }, { seriesInstanceUid: "asc" }],
  },
  documents: {
    select: { id: true, title: true, contentType: true, length: true },
    orderBy: { createdAt: "asc" },
  },
} as const satisfies Prisma.StudySelect;

export type StudyRow = Prisma.StudyGetPayload<{ select: typeof studySelect }>;

/** Whether somebody reads an address, and who: enabled accounts alone. */
export const readersSelect = {
  accounts: { where: { user: { disabledAt: null } }, select: { user: person } },
  healthcareService: {
    select: { members: { where: { user: { disabledAt: null } }, select: { user: person } } },
  },
} as const satisfies Prisma.AddressSelect;

export const shareInclude = {
  sender: { select: { id: true, name: true, organization: { select: { name: true } } } },
  studies: { include: { study: { select: studySelect } }, orderBy: { studyId: "asc" } },
  documents: { select: { documentId: true } },
  recipients: {
    include: {
      address: {
        select: {
          id: true,
          kind: true,
          name: true,
          organizationId: true,
          organizationName: true,
          departmentName: true,
          ...readersSelect,
        },
      },
      assignee: person,
    },
    // Those of one request have one time.
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  },
  replies: { include: { author: person }, orderBy: { createdAt: "asc" } },
} as const satisfies Prisma.ShareInclude;

export type ShareRow = Prisma.ShareGetPayload<{ include: typeof shareInclude }>;

type Readers = Prisma.AddressGetPayload<{ select: typeof readersSelect }>;

export function readersOf(address: Readers): { id: string; name: string }[] {
  return [...address.accounts, ...(address.healthcareService?.members ?? [])].map(({ user }) => user);
}

/** The share as one person sees it: the sender everything, a recipient without others' mail troubles and work. */
export function presentShare(context: UserContext, share: ShareRow, role: Share["role"]): Share {
  const state = stateNow(share);
  // In a recipient's list a share that is over says that it is, and nothing more.
  const isClosed = role === "recipient" && (state === "REVOKED" || state === "EXPIRED");
  const documentIds = new Set(share.documents.map(({ documentId }) => documentId));
  return {
    id: share.id,
    role,
    state,
    stateAt: (state === share.state ? share.stateAt : share.expiresAt).toISOString(),
    isComplete: share.isComplete,
    purpose: share.purpose,
    priority: share.priority,
    message: isClosed ? "" : share.message,
    emergencyReason: isClosed ? "" : share.emergencyReason,
    emergencyGround: share.emergencyGround,
    closedAt: iso(share.closedAt),
    firstImageAt: iso(firstOf(share.recipients.map(({ openedAt }) => openedAt))),
    createdAt: share.createdAt.toISOString(),
    expiresAt: share.expiresAt.toISOString(),
    canDownload: share.canDownload,
    link: `${env.BASE_URL}/shares/${share.id}`,
    sender: {
      userId: share.sender.id,
      name: share.sender.name,
      organization: share.sender.organization.name,
    },
    studies: isClosed ? [] : share.studies.map((chosen) => presentSharedStudy(chosen, documentIds)),
    recipients: share.recipients.map((recipient) => presentRecipient(context, role, recipient)),
    replies: isClosed
      ? []
      : share.replies.map((reply) => ({
          replyId: reply.id,
          author: { userId: reply.author.id, name: reply.author.name },
          text: reply.text,
          at: reply.createdAt.toISOString(),
          references: z.array(ImageReference).catch([]).parse(reply.references),
          isAnswer: reply.isAnswer,
          // Where the own archive keeps it concerns the sender's side alone.
          documentId: role === "sender" ? reply.documentId : null,
        })),
  };
}

export function presentPatient(study: StudyRow): SharePatient {
  const { name, birthDate, sex, patientIdentifier, bsn } = study.patient;
  return { name, birthDate, sex, patientIdentifier, bsn };
}

export function presentStudy(study: StudyRow): StudySummary {
  return {
    studyInstanceUid: study.studyInstanceUid,
    studyDate: study.studyDate,
    description: study.description,
    accessionNumber: study.accessionNumber,
    modalities: study.modalities,
    sizeBytes: study.series.reduce((sum, series) => sum + Number(series.sizeBytes), 0),
    hasReport: study.hasReport,
    patient: presentPatient(study),
    series: study.series.map(({ id: _id, sizeBytes: _bytes, ...series }) => series),
    documents: study.documents.map(({ id, length, ...document }) => ({
      documentId: id,
      length: Number(length),
      ...document,
    })),
  };
}

/** What a share grants of a study: the chosen series alone, as if the others weren't there. */
function presentSharedStudy(
  { study, seriesInstanceUids, expectedInstances }: ShareRow["studies"][number],
  documentIds: Set<string>,
): SharedStudy {
  const isWholeStudy = seriesInstanceUids.length === 0;
  const chosen = new Set(seriesInstanceUids);
  const series = study.series.filter((each) => isWholeStudy || chosen.has(each.seriesInstanceUid));
  const shown = presentStudy({
    ...study,
    series,
    documents: study.documents.filter(({ id }) => documentIds.has(id)),
  });
  return {
    ...shown,
    modalities: isWholeStudy
      ? shown.modalities
      : [...new Set(series.map(({ modality }) => modality))].filter(Boolean),
    seriesInstanceUids: series.map((each) => each.seriesInstanceUid),
    isWholeStudy,
    expectedInstances,
    storedInstances: shown.series.reduce((sum, each) => sum + each.instanceCount, 0),
  };
}

const firstOf = (dates: (Date | null)[]): Date | null =>
  dates.reduce((first, date) => (date && (!first || date < first) ? date : first), null);

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

function presentRecipient(
  context: UserContext,
  role: Share["role"],
  recipient: ShareRow["recipients"][number],
): RecipientView {
  const readers = readersOf(recipient.address);
  const isMine = readers.some(({ id }) => id === context.actor.userId);
  return {
    recipientId: recipient.id,
    addressId: recipient.addressId,
    kind: recipient.address.kind,
    name: recipient.address.name,
    organization: recipient.address.organizationName,
    department: recipient.address.departmentName,
    state: recipient.state,
    mail: recipient.mail,
    mailError: role === "sender" ? recipient.mailError : null,
    notifiedAt: iso(recipient.notifiedAt),
    remindedAt: iso(recipient.remindedAt),
    openedAt: iso(recipient.openedAt),
    downloadedAt: iso(recipient.downloadedAt),
    importedAt: iso(recipient.importedAt),
    declinedAt: iso(recipient.declinedAt),
    declineReason: recipient.declineReason,
    isActive: readers.length > 0,
    isForwarded: recipient.forwardedById !== null,
    addedAt: recipient.createdAt.toISOString(),
    isMine,
    work: isMine ? recipient.work : null,
    assignee:
      isMine && recipient.assignee ? { userId: recipient.assignee.id, name: recipient.assignee.name } : null,
    colleagues: isMine ? readers.map(({ id, name }) => ({ userId: id, name })) : [],
  };
}

/** Loads and presents a share whose access has been checked already. */
export async function viewShare(context: Context, shareId: string): Promise<Share> {
  if (context.actor.kind !== "user") throw notFound();
  const share = await db.share.findUnique({ where: { id: shareId }, include: shareInclude });
  if (!share) throw notFound();
  await countArriving([share]);
  const user = context as UserContext;
  const isSender = (await senderSideOf(user, [share])).has(share.id);
  return presentShare(user, share, isSender ? "sender" : "recipient");
}
