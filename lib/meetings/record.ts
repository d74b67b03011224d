import { type AuditEntry, EventCode, recordAudit, recordRefusal } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db";
import { ProblemError } from "@/lib/errors";
import { announce } from "@/lib/live";

type About = {
  id: string;
  seriesId: string;
  series: { organizationId: string };
};
type CaseAbout = { id: string; organizationId: string; patientId: string | null; patientIdentifier: string };

interface Happening {
  action: string;
  eventCode?: AuditEntry["eventCode"];
  detail?: AuditEntry["detail"];
  /** Open boards are told: "changed" unless told, false for what changes nothing. */
  announced?: string | false;
  case?: CaseAbout;
  organizations?: string[];
}

/**
 * Writes what happened to the logs of the meeting's, the case's and the actor's organisation, and tells the open
 * boards. Call it last.
 */
export async function recordMeeting(
  transaction: Transaction,
  context: Context,
  meeting: About,
  happening: Happening,
): Promise<void> {
  const { action, eventCode = EventCode.applicationActivity, announced = "changed", detail } = happening;
  const about = happening.case;
  await recordAudit(transaction, context, {
    eventCode,
    action,
    organizations: [
      meeting.series.organizationId,
      ...(about ? [about.organizationId] : []),
      ...(happening.organizations ?? []),
    ],
    ...(about && {
      patient: {
        ...(about.patientId && { id: about.patientId }),
        patientIdentifier: about.patientIdentifier,
      },
    }),
    object: about ? { type: "meeting-case", id: about.id } : { type: "meeting", id: meeting.id },
    ground: { treatmentRelation: true },
    purpose: "MDO",
    ...(detail && { detail }),
  });
  if (announced !== false)
    await announce(transaction, {
      topic: `meeting:${meeting.id}`,
      kind: announced,
      meetingId: meeting.id,
      ...(about && { caseId: about.id }),
    });
}

/** Runs a verb; a refusal out of it is written to the log of who tried before it goes on. */
export async function withRefusals<T>(
  context: Context,
  action: string,
  objectId: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError && [403, 404, 410].includes(error.status))
      await recordRefusal(context, error, { action, object: { type: "meeting", id: objectId.slice(0, 64) } });
    throw error;
  }
}
