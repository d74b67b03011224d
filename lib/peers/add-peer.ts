import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { Peer } from "@/lib/db/generated/client";
import { conflict, notFound, unprocessable } from "@/lib/errors";
import { findForbiddenAddress } from "./allowed-addresses";
import { authorizePeerChange } from "./authorize-peers";
import { sealCredential } from "./credential";

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
    .regex(/^[A-Za-z0-9.:_-]+$/, "is not a host name or an address")
    .optional()
    .meta({ description: "Left out only with stowUrl: that address's host" }),
  port: z.number().int().min(1).max(65535).optional(),
  description: z.string().max(200).default(""),
  usesTls: z.boolean().default(false),
  asksCommitment: z.boolean().default(false),
  isPreferred: z.boolean().default(false),
  stowUrl: z
    .url({ protocol: /^https?$/, message: "is not an http or https address" })
    .max(500)
    .optional()
    .meta({ description: "Base of its DICOMweb services; then it is sent to by STOW-RS" }),
  stowBearer: z.string().max(4096).regex(/^\S+$/, "has spaces").optional(),
  stowUser: z
    .string()
    .max(200)
    .regex(/^[^:\r\n]+$/, "has a colon")
    .optional(),
  stowPassword: z.string().max(500).optional(),
});
export type AddPeerInput = z.input<typeof AddPeerInput>;

/**
 * Registers a DICOM peer: its calling AE title then names the organisation, from its host's addresses only; and
 * studies can be sent on to it, by C-STORE or, with `stowUrl`, by STOW-RS.
 * @throws ProblemError 409 `ae_title_taken`; 422 `address_not_allowed` for loopback and link-local hosts
 */
export async function addPeer(context: Context, input: AddPeerInput): Promise<Peer> {
  const { stowBearer, stowUser, stowPassword, ...given } = AddPeerInput.parse(input);
  authorizePeerChange(context, given.organizationId);
  if (!(await db.organization.findUnique({ where: { id: given.organizationId, isConnected: true } })))
    throw notFound();
  const peer = { ...given, ...(await whereItIs(given)) };
  const credential = sealCredential(peer.stowUrl, { stowBearer, stowUser, stowPassword });
  try {
    return await db.$transaction(async (transaction) => {
      const created = await transaction.peer.create({ data: { ...peer, stowCredential: credential } });
      await recordAudit(transaction, context, {
        eventCode: EventCode.orderOrAdministration,
        action: "peer.added",
        organizations: [peer.organizationId],
        object: { type: "Peer", id: created.id },
        detail: { aeTitle: peer.aeTitle, host: peer.host, port: peer.port, protocol: peer.protocol },
      });
      return created;
    });
  } catch (error) {
    throw takenOr(error);
  }
}

/** What a second registration of an AE title is told; any other error as it is. */
export function takenOr(error: unknown): unknown {
  if ((error as { code?: string }).code !== "P2002") return error;
  return conflict("ae_title_taken", "This AE title is registered already; it is unique in the installation.");
}

/** Host and port, by themselves or from the DICOMweb address; every host that will be called has been looked at. */
export async function whereItIs(given: z.output<typeof AddPeerInput>) {
  const url = given.stowUrl === undefined ? undefined : new URL(given.stowUrl);
  if (url && (url.username || url.password || url.search || url.hash))
    throw unprocessable("invalid_input", "The DICOMweb address must have no name, password or parameters.");
  const host = given.host ?? url?.hostname.replace(/^\[|\]$/g, "");
  const port = given.port ?? (url ? Number(url.port) || (url.protocol === "https:" ? 443 : 80) : undefined);
  if (host === undefined || port === undefined)
    throw unprocessable("invalid_input", "A peer needs a host and a port, or a DICOMweb address.");
  for (const each of new Set([host, ...(url ? [url.hostname.replace(/^\[|\]$/g, "")] : [])])) {
    const bad = await findForbiddenAddress(each);
    if (bad) throw unprocessable("address_not_allowed", `The host ${each} ${bad}.`);
  }
  const stowUrl = url ? `${url.origin}${url.pathname.replace(/\/+(studies\/?)?$/, "")}` : "";
  return { host, port, stowUrl, protocol: url ? ("DICOMWEB" as const) : ("DIMSE" as const) };
}
