import { type AuditEntry, EventCode, markRecorded, recordAudit, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db";
import type { Priority, Purpose } from "@/lib/db/generated/enums";
import { ProblemError } from "@/lib/errors";
import { announceShare, type ShareHappening } from "./follow";

/** What the log needs to know of a share; `studies` with their patients as the holder has them. */
export interface AuditableShare {
  id: string;
  organizationId: string;
  priority: Priority;
  purpose: Purpose;
  recipients: { address: { organizationId: string } }[];
  studies: { study: { studyInstanceUid: string; patientId: string; patientIdentifier: string } }[];
}

type Happening = Pick<AuditEntry, "action" | "detail"> & {
  eventCode?: AuditEntry["eventCode"];
  /** One study of the share; all of them unless told. */
  studyInstanceUid?: string;
  /** What open pages are told; "changed" unless told, false for what changes nothing. */
  announced?: ShareHappening | false;
};

/** The ground of directed sending (WGBO), and whether it was an emergency (NEN 7513). */
export function groundOf(share: { priority: Priority }): NonNullable<AuditEntry["ground"]> {
  return { treatmentRelation: true, emergency: share.priority === "EMERGENCY" };
}

/**
 * One row per study, in the logs of the actor's, the sender's and every recipient's organisation. Call it last: what
 * is in the log is what open pages are told of too.
 */
export async function auditShare(
  transaction: Transaction,
  context: Context,
  share: AuditableShare,
  happening: Happening,
): Promise<void> {
  const organizations = [
    share.organizationId,
    ...share.recipients.map(({ address }) => address.organizationId),
  ];
  const { studyInstanceUid, eventCode = EventCode.transferred, announced = "changed", ...rest } = happening;
  const studies = share.studies.filter(
    ({ study }) => studyInstanceUid === undefined || study.studyInstanceUid === studyInstanceUid,
  );
  for (const { study } of studies)
    await recordAudit(transaction, context, {
      ...rest,
      eventCode,
      organizations,
      patient: { id: study.patientId, patientIdentifier: study.patientIdentifier },
      studyInstanceUid: study.studyInstanceUid,
      object: { type: "share", id: share.id },
      ground: groundOf(share),
      purpose: share.purpose,
    });
  if (announced !== false) await announceShare(transaction, share.id, announced);
}

/** What `auditShare` must have loaded. */
export const auditableShare = {
  recipients: { select: { address: { select: { organizationId: true } } } },
  studies: {
    select: { study: { select: { studyInstanceUid: true, patientId: true, patientIdentifier: true } } },
  },
} as const;

const REPEAT_MS = 60_000;
const MOST_REMEMBERED = 10_000;
const recent = new Map<string, number>();

/**
 * Writes a refused attempt to the log of who tried and, where the share exists, of the holder.
 * A viewer left open after revocation repeats itself by the frame: the same refusal is written once a minute.
 */
export async function auditRefusal(
  context: Context,
  action: string,
  error: unknown,
  about: { shareId?: string; organizationId?: string } = {},
): Promise<void> {
  if (!(error instanceof ProblemError)) return;
  markRecorded(error);
  const who = context.actor.kind === "user" ? context.actor.userId : context.actor.kind;
  const key = [who, action, about.shareId, error.code].join("|");
  const now = Date.now();
  if (about.shareId !== undefined && now - (recent.get(key) ?? 0) < REPEAT_MS) return;
  if (recent.size >= MOST_REMEMBERED) recent.clear();
  recent.set(key, now);
  await recordAuditAlone(context, {
    eventCode: EventCode.securityAlert,
    action,
    outcome: "REFUSED",
    organizations: [about.organizationId],
    object: about.shareId ? { type: "share", id: about.shareId } : undefined,
    detail: { code: error.code },
  });
}

/** Runs a verb's work; a refusal out of it is written to the log before it goes on to the caller. */
export async function auditingRefusals<T>(
  context: Context,
  action: string,
  about: { shareId?: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await auditRefusal(context, action, error, about);
    throw error;
  }
}
