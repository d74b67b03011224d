import { EventCode, recordAuditAlone } from "@/lib/audit";
import { db } from "@/lib/db";
import { markOpened } from "@/lib/shares";
import type { DicomWebRequest } from "./request";

const ONE_VIEWING_MS = 15 * 60_000;
const MOST_REMEMBERED = 20_000;
/** Viewings of own studies going on in this process: a frame must not cost a row in the log. */
const seen = new Map<string, { startedAt: number; recorded: Promise<void> }>();

/**
 * Somebody is about to see something of the request's study: OPENED for a share's recipient, and one row in the
 * log per study and viewing. Awaited before the first byte: what can't be logged isn't shown.
 */
export async function noteViewing({ context, scope, study }: DicomWebRequest): Promise<void> {
  if (study === undefined) return;
  if (scope.grant) return markOpened(context, scope.grant, study);
  const { actor } = context;
  const who =
    actor.kind === "user"
      ? actor.userId
      : `${actor.kind}:${actor.kind === "organization" ? actor.tokenId : ""}`;
  const key = `${who}|${scope.organizationId}|${study}`;
  const now = Date.now();
  const viewing = seen.get(key);
  // Requests that come together wait for the same row.
  if (viewing && now - viewing.startedAt < ONE_VIEWING_MS) return viewing.recorded;
  if (seen.size >= MOST_REMEMBERED) seen.clear();
  const recorded = record({ context, scope, study });
  seen.set(key, { startedAt: now, recorded });
  recorded.catch(() => seen.delete(key));
  return recorded;
}

async function record({ context, scope, study }: Pick<DicomWebRequest, "context" | "scope" | "study">) {
  const row = await db.study.findUnique({
    where: {
      organizationId_studyInstanceUid: {
        organizationId: scope.organizationId,
        studyInstanceUid: study as string,
      },
    },
    select: { patientId: true, patientIdentifier: true, studyInstanceUid: true },
  });
  if (!row) return;
  await recordAuditAlone(context, {
    eventCode: EventCode.instancesAccessed,
    action: "study.viewed",
    patient: { id: row.patientId, patientIdentifier: row.patientIdentifier },
    studyInstanceUid: row.studyInstanceUid,
    ground: { treatmentRelation: true },
  });
}
