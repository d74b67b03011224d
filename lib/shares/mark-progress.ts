import { EventCode } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { RecipientState } from "@/lib/db/generated/enums";
import { auditableShare, auditShare } from "./audit-share";
import type { ShareGrant } from "./resolve-share-grant";
import { oncePerViewing } from "./viewing";

/**
 * A person saw something of a study: call it for every frame, rendered image, document or instance answered.
 * Sets OPENED for the recipients the person stands for, and writes one row to the log per study and viewing
 * (half an hour), not per frame.
 */
export async function markOpened(
  context: Context,
  grant: ShareGrant,
  studyInstanceUid: string,
): Promise<void> {
  const { actor } = context;
  if (actor.kind !== "user") return;
  const key = `${actor.userId}|${grant.shareId}|${grant.recipientIds.join()}|${studyInstanceUid}`;
  await oncePerViewing(key, () => record(context, grant, "OPENED", studyInstanceUid));
}

/** The last byte of an archive left: DOWNLOADED, and an export in the log for every study of the share. */
export async function markDownloaded(context: Context, grant: ShareGrant): Promise<void> {
  await record(context, grant, "DOWNLOADED");
}

/** One of the studies was taken into the own archive. */
export async function markImported(
  context: Context,
  grant: ShareGrant,
  studyInstanceUid: string,
): Promise<void> {
  await record(context, grant, "IMPORTED", studyInstanceUid);
}

type Step = Extract<RecipientState, "OPENED" | "DOWNLOADED" | "IMPORTED">;

const STEPS = {
  OPENED: { action: "study.viewed", eventCode: EventCode.instancesAccessed, time: "openedAt", before: [] },
  DOWNLOADED: {
    action: "share.downloaded",
    eventCode: EventCode.export,
    time: "downloadedAt",
    before: ["OPENED"],
  },
  IMPORTED: {
    action: "share.imported",
    eventCode: EventCode.import,
    time: "importedAt",
    before: ["OPENED", "DOWNLOADED"],
  },
} as const;

async function record(
  context: Context,
  grant: ShareGrant,
  step: Step,
  studyInstanceUid?: string,
): Promise<void> {
  const { action, eventCode, time, before } = STEPS[step];
  const ids = { in: grant.recipientIds };
  const at = new Date();
  await db.$transaction(async (transaction) => {
    if (grant.recipientIds.length > 0) {
      // Who downloads without looking has opened it all the same.
      await transaction.shareRecipient.updateMany({
        where: { id: ids, openedAt: null },
        data: { openedAt: at },
      });
      if (time !== "openedAt")
        await transaction.shareRecipient.updateMany({
          where: { id: ids, [time]: null },
          data: { [time]: at },
        });
      await transaction.shareRecipient.updateMany({
        where: { id: ids, state: { in: ["WAITING", "NOTIFIED", ...before] } },
        data: { state: step },
      });
      await transaction.shareRecipient.updateMany({
        where: { id: ids, work: "UNREAD" },
        data: { work: "IN_PROGRESS" },
      });
    }
    const share = await transaction.share.findUniqueOrThrow({
      where: { id: grant.shareId },
      select: { id: true, organizationId: true, priority: true, purpose: true, ...auditableShare },
    });
    await auditShare(transaction, context, share, { action, eventCode, studyInstanceUid });
  });
}
