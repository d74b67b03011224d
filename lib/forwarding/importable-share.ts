import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { forbidden, unprocessable } from "@/lib/errors";
import { resolveShareGrant, type ShareGrant } from "@/lib/shares";
import { organizationToStore } from "@/lib/studies";

export interface ImportableShare {
  /** Into whose archive. */
  organizationId: string;
  grant: ShareGrant;
  /** Name of the organisation that sent it. */
  from: string;
}

/**
 * A received share whose original bytes the actor may take into the own archive.
 * @throws ProblemError 404 and 410 as any access to it; 403 for its sender, for roles that don't keep studies, and
 *   `download_not_allowed` where it may only be looked at; 422 `already_own` inside one organisation
 */
export async function importableShare(context: Context, shareId: string): Promise<ImportableShare> {
  const grant = await resolveShareGrant(context, shareId);
  if (grant.role !== "recipient") throw forbidden("forbidden", "Only a recipient of this share can do this.");
  if (!grant.canDownload)
    throw forbidden("download_not_allowed", "The sender lets this share be looked at only.");
  const organizationId = organizationToStore(context);
  if (grant.organizationId === organizationId)
    throw unprocessable("already_own", "These studies are in your organisation's archive already.");
  const { name } = await db.organization.findUniqueOrThrow({ where: { id: grant.organizationId } });
  return { organizationId, grant, from: name };
}
