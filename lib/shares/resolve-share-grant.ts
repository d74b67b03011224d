import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { auditRefusal } from "./audit-share";
import { meetingGroundSelect, refuseWithoutGround, takesPart } from "./meeting-shares";
import { addressReadBy } from "./my-addresses";
import { senderSideOf } from "./sender-side";
import { isUuid } from "./share-id";
import { refuseWhenOver, stateNow } from "./share-state";

/** What one person may see through one share, at this moment. Ask again at every request. */
export interface ShareGrant {
  shareId: string;
  /** The organisation that holds the studies: the sender's. */
  organizationId: string;
  role: "sender" | "recipient";
  /**
   * The recipients that the person stands for: an own address, a mailbox, or both. Empty for the sender, and for who
   * reads it as a participant of the meeting that it lies before.
   */
  recipientIds: string[];
  /** Whether original bytes may leave; always true for the sender, who has them anyway. */
  canDownload: boolean;
  /** By Study Instance UID; a study or series that isn't here doesn't exist for the person. */
  studies: Map<string, { studyId: string; seriesInstanceUids: string[] | "all" }>;
  /** StudyDocuments that go with the share. */
  documentIds: Set<string>;
}

/**
 * @throws ProblemError 404 for everybody but the sender, the recipients and the participants of the meeting that it
 *   lies before, and for these before it was sent; 410 `share_revoked` or `share_expired` for them when it is over
 */
export async function resolveShareGrant(context: Context, shareId: string): Promise<ShareGrant> {
  const { actor } = context;
  // Shares are between people: the system of an organisation sees its own studies and none of these.
  if (actor.kind !== "user" || !isUuid(shareId)) throw notFound();
  const share = await db.share.findUnique({
    where: { id: shareId },
    select: {
      id: true,
      organizationId: true,
      senderId: true,
      state: true,
      expiresAt: true,
      canDownload: true,
      recipients: { where: { address: addressReadBy(actor.userId) }, select: { id: true } },
      studies: {
        select: { studyId: true, seriesInstanceUids: true, study: { select: { studyInstanceUid: true } } },
      },
      documents: { select: { documentId: true } },
      meetingCase: meetingGroundSelect,
    },
  });
  const user = { ...context, actor };
  const isSender = share !== null && (await senderSideOf(user, [share])).has(share.id);
  try {
    if (!share) throw notFound();
    if (!isSender) {
      if (share.recipients.length === 0) {
        if (!share.meetingCase) throw notFound();
        const { meeting } = share.meetingCase;
        if ((await db.meetingParticipant.count({ where: takesPart(actor.userId, meeting) })) === 0)
          throw notFound();
        refuseWithoutGround(share.meetingCase);
      }
      refuseWhenOver(share);
      if (stateNow(share) === "PREPARING") throw notFound();
    }
  } catch (error) {
    await auditRefusal(context, "share.access", error, { shareId, organizationId: share?.organizationId });
    throw error;
  }
  return {
    shareId: share.id,
    organizationId: share.organizationId,
    role: isSender ? "sender" : "recipient",
    recipientIds: share.recipients.map(({ id }) => id),
    canDownload: isSender || share.canDownload,
    studies: new Map(
      share.studies.map(({ study, studyId, seriesInstanceUids }) => [
        study.studyInstanceUid,
        {
          studyId,
          seriesInstanceUids: seriesInstanceUids.length > 0 ? seriesInstanceUids : ("all" as const),
        },
      ]),
    ),
    documentIds: new Set(share.documents.map(({ documentId }) => documentId)),
  };
}
