import type { UserContext } from "@/lib/context";
import type { Prisma, Transaction } from "@/lib/db";
import { gone } from "@/lib/errors";
import { canGoOut, isAllComplete, measureArrival } from "./arrival";
import { auditShare } from "./audit-share";
import { chooseDocuments, chooseStudies } from "./choose-studies";
import { defaultExpiry } from "./default-expiry";
import { announceShare } from "./follow";
import { addressReadBy } from "./my-addresses";
import { notifyRecipients } from "./notify-recipients";
import type { ChosenStudy } from "./schemas";

/** Who takes part in a meeting now: in the series or in this one meeting, by an address that the person reads. */
export function takesPart(
  userId: string,
  meeting: { id: string; seriesId: string },
): Prisma.MeetingParticipantWhereInput {
  return {
    seriesId: meeting.seriesId,
    leftAt: null,
    OR: [{ meetingId: null }, { meetingId: meeting.id }],
    address: addressReadBy(userId),
  };
}

/** What decides whether a share is open to a meeting's participants. */
export const meetingGroundSelect = {
  select: {
    withdrawnAt: true,
    meeting: { select: { id: true, seriesId: true, state: true, accessEndsAt: true } },
  },
} as const satisfies Prisma.Share$meetingCaseArgs;

type Ground = Prisma.MeetingCaseGetPayload<typeof meetingGroundSelect>;

/** @throws ProblemError 410 when the case was withdrawn, or the meeting is no ground (any more) */
export function refuseWithoutGround({ withdrawnAt, meeting }: Ground, now = new Date()): void {
  if (withdrawnAt) throw gone("share_revoked", "This case was withdrawn from the meeting.");
  if (meeting.state === "CANCELLED" || meeting.accessEndsAt <= now)
    throw gone("share_expired", "The meeting is over.");
}

/**
 * Puts studies of the sender's archive before a meeting: one share a case and organisation, without recipients of
 * its own; its participants read it by the meeting. More studies join it. To be looked at only.
 * @throws ProblemError 404 for a study that isn't the own organisation's
 */
export async function putBeforeMeeting(
  transaction: Transaction,
  sender: UserContext,
  {
    meetingCaseId,
    meetingOrganizationId,
    studies,
    expiresAt,
  }: { meetingCaseId: string; meetingOrganizationId: string; studies: ChosenStudy[]; expiresAt: Date },
): Promise<string> {
  const { organizationId, userId } = sender.actor;
  const choices = await chooseStudies(transaction, organizationId, studies);
  const documentIds = chooseDocuments(choices, undefined);
  const open = await transaction.share.findFirst({
    where: { meetingCaseId, organizationId, state: { in: ["PREPARING", "SENT"] } },
    select: { id: true },
  });
  const share =
    open ??
    (await transaction.share.create({
      data: {
        organizationId,
        senderId: userId,
        purpose: "MDO",
        priority: "ROUTINE",
        expiresAt,
        canDownload: false,
        meetingCaseId,
      },
      select: { id: true },
    }));
  for (const { study, seriesInstanceUids, expectedInstances } of choices)
    await transaction.shareStudy.upsert({
      where: { shareId_studyId: { shareId: share.id, studyId: study.id } },
      create: { shareId: share.id, studyId: study.id, seriesInstanceUids, expectedInstances },
      update: { seriesInstanceUids },
    });
  await transaction.shareDocument.createMany({
    data: documentIds.map((documentId) => ({ shareId: share.id, documentId })),
    skipDuplicates: true,
  });
  const chosen = await transaction.shareStudy.findMany({ where: { shareId: share.id } });
  const arrivals = await measureArrival(transaction, organizationId, "ROUTINE", chosen);
  for (const { studyId, expectedInstances } of arrivals)
    await transaction.shareStudy.update({
      where: { shareId_studyId: { shareId: share.id, studyId } },
      data: { expectedInstances },
    });
  await transaction.share.update({
    where: { id: share.id },
    data: {
      state: canGoOut("ROUTINE", arrivals) ? "SENT" : "PREPARING",
      stateAt: new Date(),
      isComplete: isAllComplete(arrivals),
      expiresAt,
    },
  });
  await auditShare(
    transaction,
    sender,
    {
      id: share.id,
      organizationId,
      priority: "ROUTINE",
      purpose: "MDO",
      // The log of the organisation that holds the meeting has it too.
      recipients: [{ address: { organizationId: meetingOrganizationId } }],
      studies: choices,
    },
    { action: "share.sent", detail: { meetingCaseId } },
  );
  return share.id;
}

/** The meeting's end has moved: so has that of what lies before it. */
export async function moveMeetingShares(
  transaction: Transaction,
  meetingCaseIds: string[],
  expiresAt: Date,
): Promise<void> {
  await transaction.share.updateMany({
    where: { meetingCaseId: { in: meetingCaseIds }, state: { in: ["PREPARING", "SENT"] } },
    data: { expiresAt },
  });
}

/** Takes back what lies before a meeting for these cases. */
export async function revokeMeetingShares(transaction: Transaction, meetingCaseIds: string[]): Promise<void> {
  await transaction.share.updateMany({
    where: { meetingCaseId: { in: meetingCaseIds }, state: { in: ["PREPARING", "SENT"] } },
    data: { state: "REVOKED", stateAt: new Date() },
  });
}

interface Report {
  /** The archive that keeps it: the recipient's own. */
  organizationId: string;
  /** Who signed it. */
  senderId: string;
  studyId: string;
  seriesInstanceUid: string;
  documentIds: string[];
  addressId: string;
  message: string;
}

/**
 * Lays a meeting's report, which stands in the recipient's archive already, into the recipient's inbox. The caller
 * writes the log.
 */
export async function sendReport(transaction: Transaction, report: Report): Promise<string> {
  const share = await transaction.share.create({
    data: {
      organizationId: report.organizationId,
      senderId: report.senderId,
      state: "SENT",
      isComplete: true,
      purpose: "MDO",
      priority: "ROUTINE",
      message: report.message,
      expiresAt: defaultExpiry("MDO"),
      studies: {
        create: {
          studyId: report.studyId,
          seriesInstanceUids: [report.seriesInstanceUid],
          expectedInstances: 1,
        },
      },
      documents: { create: report.documentIds.map((documentId) => ({ documentId })) },
      recipients: { create: { addressId: report.addressId } },
    },
    select: { id: true, recipients: { select: { id: true } } },
  });
  await notifyRecipients(
    transaction,
    "notification",
    share.recipients.map(({ id }) => id),
  );
  await announceShare(transaction, share.id);
  return share.id;
}
