import type { Context } from "@/lib/context";
import { auditShare } from "./audit-share";
import { changeShare } from "./change-share";
import { requireSender } from "./require-access";
import type { Share } from "./schemas";

/** Withdraws a share: from the next request on it opens nothing for anybody but the sender. Twice is once. */
export function revokeShare(context: Context, shareId: string): Promise<Share> {
  return changeShare(context, shareId, "share.revoked", async (transaction) => {
    const { share } = await requireSender(transaction, context, shareId);
    if (share.state === "REVOKED") return;
    await transaction.share.update({
      where: { id: share.id },
      data: { state: "REVOKED", stateAt: new Date() },
    });
    await auditShare(transaction, context, share, { action: "share.revoked" });
  });
}
