import { EventCode } from "@/lib/audit";
import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import { auditableShare, auditShare } from "./audit-share";
import { resolveShareGrant } from "./resolve-share-grant";
import type { Share } from "./schemas";
import { viewShare } from "./share-view";
import { oncePerViewing } from "./viewing";

/**
 * One share with the patients' names, without an image: that counts as no opening, but it is written to the log.
 * @throws ProblemError 404 or 410 as `resolveShareGrant`
 */
export async function getShare(context: Context, shareId: string): Promise<Share> {
  const grant = await resolveShareGrant(context, shareId);
  const { userId } = requireUser(context).actor;
  await oncePerViewing(`${userId}|${grant.shareId}`, () =>
    db.$transaction(async (transaction) => {
      const share = await transaction.share.findUniqueOrThrow({
        where: { id: grant.shareId },
        select: { id: true, organizationId: true, priority: true, purpose: true, ...auditableShare },
      });
      await auditShare(transaction, context, share, {
        action: "share.viewed",
        eventCode: EventCode.query,
        announced: false,
      });
    }),
  );
  return viewShare(context, grant.shareId);
}
