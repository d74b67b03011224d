import type { Context } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { auditingRefusals } from "./audit-share";
import type { Share } from "./schemas";
import { viewShare } from "./share-view";

/** The frame of every verb that changes a share: one transaction, refusals in the log, the share as it is then. */
export async function changeShare(
  context: Context,
  shareId: string,
  action: string,
  work: (transaction: Transaction) => Promise<void>,
): Promise<Share> {
  return auditingRefusals(context, action, { shareId }, async () => {
    await db.$transaction(work, { timeout: 15_000 });
    return viewShare(context, shareId);
  });
}
