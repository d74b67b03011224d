import { type AuditEntry, EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db";
import type { ImageRequest } from "@/lib/db/generated/client";
import { announce } from "@/lib/live";

type Happening = Pick<AuditEntry, "action" | "detail" | "studyInstanceUid" | "patient" | "onBehalfOf"> & {
  eventCode?: AuditEntry["eventCode"];
  /** What open pages are told; false for what changes nothing. */
  announced?: "changed" | "asked" | "answered" | false;
};

/** One row in the logs of both organisations, and a word to the open pages of both sides. Call it last. */
export async function auditRequest(
  transaction: Transaction,
  context: Context,
  request: ImageRequest,
  { eventCode = EventCode.query, announced = "changed", ...rest }: Happening,
): Promise<void> {
  await recordAudit(transaction, context, {
    ...rest,
    eventCode,
    organizations: [request.organizationId, request.holderOrganizationId],
    patient: rest.patient ?? { patientIdentifier: request.patientIdentifier },
    object: { type: "request", id: request.id },
    ground: groundOf(request),
    purpose: request.purpose,
  });
  if (announced === false) return;
  const about = { kind: announced, requestId: request.id };
  await announce(
    transaction,
    { topic: `request:${request.id}`, ...about },
    { topic: `requests-made:${request.requesterId}`, ...about },
    { topic: `requests-back:${request.returnAddressId}`, ...about },
    { topic: `requests-held:${request.addressId}`, ...about },
    ...(request.escalatedToId
      ? [{ topic: `requests-held:${request.escalatedToId}` as const, ...about }]
      : []),
  );
}

export function groundOf({ ground, priority }: Pick<ImageRequest, "ground" | "priority">) {
  return {
    treatmentRelation: ground !== "CONSENT",
    consent: ground === "CONSENT",
    emergency: ground === "EMERGENCY" || priority === "EMERGENCY",
  };
}
