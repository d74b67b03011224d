import { EventCode, recordAuditAlone } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { hashLinkToken, isLinkToken } from "./link-token";

/**
 * The share that a mailed link points to, whether or not it is over. It grants nothing: the share's page asks
 * who is there. An unknown token is written to the installation's log, without the token.
 */
export async function resolveLink(token: string, remoteAddress?: string): Promise<string | undefined> {
  const link = isLinkToken(token)
    ? await db.shareLink.findUnique({
        where: { tokenHash: hashLinkToken(token) },
        select: { recipient: { select: { shareId: true } } },
      })
    : null;
  if (link) return link.recipient.shareId;
  await recordAuditAlone(
    { ...systemContext("link"), remoteAddress },
    { eventCode: EventCode.securityAlert, action: "share.link-unknown", outcome: "REFUSED" },
  );
  return undefined;
}
