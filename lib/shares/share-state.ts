import type { ShareState } from "@/lib/db/generated/enums";
import { gone } from "@/lib/errors";

/** The state at this moment: the job that closes expired shares runs now and then, the clock always. */
export function stateNow(share: { state: ShareState; expiresAt: Date }, now = new Date()): ShareState {
  const isOpen = share.state === "SENT" || share.state === "PREPARING";
  return isOpen && share.expiresAt <= now ? "EXPIRED" : share.state;
}

/** @throws ProblemError 410 `share_revoked` or `share_expired` */
export function refuseWhenOver(share: { state: ShareState; expiresAt: Date }): void {
  const state = stateNow(share);
  if (state === "REVOKED") throw gone("share_revoked", "The sender has withdrawn this share.");
  if (state === "EXPIRED") throw gone("share_expired", "This share has expired.");
}
