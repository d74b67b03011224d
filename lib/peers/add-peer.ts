import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import type { Peer } from "@/lib/db/generated/client";
import { conflict, forbidden, notFound, unprocessable } from "@/lib/errors";
import { findForbiddenAddress } from "./allowed-addresses";

export const AddPeerInput = z.object({
  organizationId: z.uuid(),
  /** PS3.5 table 6.2-1 AE: printable ASCII without backslash, no leading or trailing space. */
  aeTitle: z
    .string()
    .regex(/^[!-[\]-~](?:[ -[\]-~]{0,14}[!-[\]-~])?$/, "is not an AE title of 1 to 16 characters"),
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[A-Za-z0-9.:_-]+$/, "is not a host name or an address"),
  port: z.number().int().min(1).max(65535),
  description: z.string().max(200).default(""),
});
export type AddPeerInput = z.input<typeof AddPeerInput>;

/**
 * Registers a DICOM peer: its calling AE title then names the organisation, from its host's addresses only.
 * @throws ProblemError 409 `ae_title_taken`; 422 `address_not_allowed` for loopback and link-local hosts
 */
export async function addPeer(context: Context, input: AddPeerInput): Promise<Peer> {
  const peer = AddPeerInput.parse(input);
  authorizePeerChange(context, peer.organizationId);
  if (!(await db.organization.findUnique({ where: { id: peer.organizationId, isConnected: true } })))
    throw notFound();
  const bad = await findForbiddenAddress(peer.host);
  if (bad) throw unprocessable("address_not_allowed", `The host ${peer.host} ${bad}.`);
  try {
    return await db.$transaction(async (transaction) => {
      const created = await transaction.peer.create({ data: peer });
      await recordAudit(transaction, context, {
        eventCode: EventCode.orderOrAdministration,
        action: "peer.added",
        organizations: [peer.organizationId],
        object: { type: "Peer", id: created.id },
        detail: { aeTitle: peer.aeTitle, host: peer.host, port: peer.port },
      });
      return created;
    });
  } catch (error) {
    if ((error as { code?: string }).code === "P2002")
      throw conflict(
        "ae_title_taken",
        "This AE title is registered already; it is unique in the installation.",
      );
    throw error;
  }
}

/** The operator's command line, or an administrator of that organisation. */
export function authorizePeerChange(context: Context, organizationId: string): void {
  requirePeerChanger(context);
  if (!mayChangePeers(context, organizationId)) throw forbidden();
}

/** Whoever may change peers of some organisation. @throws ProblemError 403 */
export function requirePeerChanger(context: Context): void {
  if (context.actor.kind !== "system") requireRole(context, "ADMINISTRATOR", "OPERATOR");
}

export function mayChangePeers({ actor }: Context, organizationId: string): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind !== "user") return false;
  if (actor.roles.includes("OPERATOR")) return true;
  return actor.roles.includes("ADMINISTRATOR") && actor.organizationId === organizationId;
}
