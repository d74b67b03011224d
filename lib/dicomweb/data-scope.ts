import { type Context, organizationOf, requireScope } from "@/lib/context";
import type { Role } from "@/lib/db/generated/enums";
import { env } from "@/lib/env";
import { forbidden, notFound, ProblemError } from "@/lib/errors";
import { grantVersion, resolveShareGrant, type ShareGrant } from "@/lib/shares";
import type { QueryScope } from "@/lib/studies";

/** What a DICOMweb root grants: an organisation's own studies, or exactly the studies and series of a share. */
export interface DataScope {
  /** Whose data it is. */
  organizationId: string;
  /** Absolute URL of the root, without a slash at the end. */
  rootUrl: string;
  /** Whether bytes that resolve to `application/dicom` may leave. */
  canDownload: boolean;
  /** Only under a share's root. */
  grant?: ShareGrant;
}

const ROLES_WITH_IMAGES: readonly Role[] = ["CARE_PROVIDER", "DESK", "MDO_COORDINATOR", "ADMINISTRATOR"];

/** `/dicom-web`: all studies of the actor's organisation. @throws ProblemError 403 */
export function organizationScope(context: Context): DataScope {
  requireScope(context, "dicomweb");
  const organizationId = organizationOf(context);
  const { actor } = context;
  if (actor.kind === "user" && !actor.roles.some((role) => ROLES_WITH_IMAGES.includes(role)))
    throw forbidden();
  return { organizationId, rootUrl: `${env.BASE_URL}/dicom-web`, canDownload: true };
}

/** `/dicom-web/shares/{shareId}`. @throws ProblemError 403 wrong scope, 404 not yours, 410 revoked or expired */
export async function shareScope(context: Context, shareId: string): Promise<DataScope> {
  requireScope(context, "dicomweb");
  const grant = await freshGrant(context, shareId);
  return {
    organizationId: grant.organizationId,
    rootUrl: `${env.BASE_URL}/dicom-web/shares/${grant.shareId}`,
    canDownload: grant.canDownload,
    grant,
  };
}

const MOST_KEPT = 1000;
const known = new Map<string, { version: string; grant: ShareGrant }>();

/** What was granted before holds as long as nothing about it has changed, which is asked at every request. */
async function freshGrant(context: Context, shareId: string): Promise<ShareGrant> {
  const { actor } = context;
  if (actor.kind !== "user" || !UUID.test(shareId)) return resolveShareGrant(context, shareId);
  const key = `${actor.userId}|${shareId}`;
  const version = await grantVersion(actor.userId, shareId);
  const kept = known.get(key);
  if (kept && kept.version === version) return kept.grant;
  known.delete(key);
  const grant = await resolveShareGrant(context, shareId);
  if (known.size >= MOST_KEPT) known.clear();
  if (version !== undefined) known.set(key, { version, grant });
  return grant;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** View only: original bytes stay here (interfaces.md "DICOMweb"). @throws ProblemError 403 */
export function requireDownload(scope: DataScope): void {
  if (!scope.canDownload)
    throw new ProblemError(403, "download_not_allowed", "The sender allows viewing only, not downloading.");
}

/** The same for queries. */
export function queryScope({ organizationId, grant }: DataScope): QueryScope {
  return { organizationId, ...(grant && { granted: [...grant.studies.values()] }) };
}

/** Whether the root shows this series; a study outside a share counts nowhere. */
export function showsSeries(scope: DataScope, studyInstanceUid: string, seriesInstanceUid: string): boolean {
  if (!scope.grant) return true;
  const study = scope.grant.studies.get(studyInstanceUid);
  if (!study) return false;
  return study.seriesInstanceUids === "all" || study.seriesInstanceUids.includes(seriesInstanceUid);
}

const UID = /^[0-9.]{1,64}$/;

/** A UID out of a path. What cannot be one does not exist. @throws ProblemError 404 */
export function uidFromPath(text: string | undefined): string {
  if (text === undefined || !UID.test(text)) throw notFound();
  return text;
}
