import { type AuditVerification, EventCode, lastAnchor, recordAuditAlone, verifyChain } from "@/lib/audit";
import { type Context, requireRole } from "@/lib/context";

export interface AuditLogState extends Omit<AuditVerification, "chain"> {
  checkedAt: string;
  /** When the head of the chain was last signed outside the database; null before the first time. */
  anchoredAt: string | null;
  /** How many rows that signature covers. */
  anchoredRows: number;
}

/** Whether the own organisation's log is whole: no row altered, missing or cut off. The check itself is logged. */
export async function verifyAuditLog(context: Context): Promise<AuditLogState> {
  const { organizationId } = requireRole(context, "PRIVACY_OFFICER").actor;
  const { chain: _chain, ...verification } = await verifyChain(organizationId);
  const anchor = lastAnchor(organizationId);
  await recordAuditAlone(context, {
    eventCode: EventCode.query,
    action: "audit.verified",
    outcome: verification.ok ? "SUCCESS" : "FAILURE",
    detail: { rows: verification.rows, fault: verification.firstBad?.kind ?? null },
  });
  return {
    ...verification,
    checkedAt: new Date().toISOString(),
    anchoredAt: anchor?.at ?? null,
    anchoredRows: Number(anchor?.sequence ?? 0),
  };
}
