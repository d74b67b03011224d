import { EventCode, recordAuditAlone } from "@/lib/audit";
import { type OrganizationActor, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { addressesOf, canonicalAddress } from "./allowed-addresses";

/**
 * The organisation for which a calling AE title speaks, when it calls from its registered host.
 * A refusal is logged as a security alert.
 */
export async function admitPeer(
  aeTitle: string,
  remoteAddress: string,
): Promise<OrganizationActor | undefined> {
  const peer = await db.peer.findUnique({ where: { aeTitle }, include: { organization: true } });
  const isFromItsHost =
    peer !== null && (await addressesOf(peer.host)).includes(canonicalAddress(remoteAddress));
  if (peer && isFromItsHost)
    return {
      kind: "organization",
      organizationId: peer.organizationId,
      organizationSlug: peer.organization.slug ?? "",
      organizationName: peer.organization.name,
      aeTitle,
    };
  await recordAuditAlone(
    { ...systemContext("dimse"), remoteAddress },
    {
      eventCode: EventCode.securityAlert,
      action: "association.refused",
      outcome: "REFUSED",
      organizations: [peer?.organizationId],
      detail: { aeTitle, reason: peer ? "address" : "calling AE title" },
    },
  );
  return undefined;
}
