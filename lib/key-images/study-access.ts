import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { resolveShareGrant } from "@/lib/shares";
import { organizationToRead } from "@/lib/studies";

/** A study as the actor may see it at this moment. */
export type StudyAccess = {
  /** Who holds it. */
  holderId: string;
  studyId: string;
  /** The actor's own organisation. */
  organizationId: string;
  shareId: string | null;
  seriesInstanceUids: string[] | "all";
};

/** @throws ProblemError 403 for roles without studies, 404, and 410 as `resolveShareGrant` */
export async function studyAccess(
  context: Context,
  studyInstanceUid: string,
  shareId: string | undefined,
): Promise<StudyAccess> {
  const { actor } = requireUser(context);
  if (shareId !== undefined) {
    const grant = await resolveShareGrant(context, shareId);
    const granted = grant.studies.get(studyInstanceUid);
    if (!granted) throw notFound();
    return {
      holderId: grant.organizationId,
      studyId: granted.studyId,
      organizationId: actor.organizationId,
      shareId: grant.shareId,
      seriesInstanceUids: granted.seriesInstanceUids,
    };
  }
  const organizationId = organizationToRead(context);
  const study = await db.study.findUnique({
    where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } },
    select: { id: true },
  });
  if (!study) throw notFound();
  return {
    holderId: organizationId,
    studyId: study.id,
    organizationId,
    shareId: null,
    seriesInstanceUids: "all",
  };
}

/** Whether a series is within what was granted. */
export function isGranted({ seriesInstanceUids }: StudyAccess, seriesInstanceUid: string): boolean {
  return seriesInstanceUids === "all" || seriesInstanceUids.includes(seriesInstanceUid);
}
