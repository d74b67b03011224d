import { EventCode, recordAuditAlone } from "@/lib/audit";
import { db } from "@/lib/db";
import { markOpened } from "@/lib/shares";
import type { DicomWebRequest } from "./request";

const ONE_VIEWING_MS = 15 * 60_000;
const MOST_REMEMBERED = 20_000;
/** Viewings of own studies going on in this process: a frame must not cost a row in the log. */
const seen = new Map<string, number>();

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
  if (now - (seen.get(key) ?? 0) < ONE_VIEWING_MS) return;
  if (seen.size >= MOST_REMEMBERED) seen.clear();
  seen.set(key, now);
  try {
    await record({ context, scope, study });
  } catch (error) {
    seen.delete(key);
    throw error;
  }
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
