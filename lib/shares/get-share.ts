import type { Context } from "@/lib/context";
import { resolveShareGrant } from "./resolve-share-grant";
import type { Share } from "./schemas";
import { viewShare } from "./share-view";

/** @throws ProblemError 404 or 410 as `resolveShareGrant` */
export async function getShare(context: Context, shareId: string): Promise<Share> {
  const grant = await resolveShareGrant(context, shareId);
  return viewShare(context, grant.shareId);
}
