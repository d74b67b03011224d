import type { Prisma } from "@/lib/db";
import type { Side } from "./access";
import type { ImageRequestView } from "./schemas";

export const requestInclude = {
  requester: { select: { id: true, name: true } },
  organization: { select: { name: true } },
  returnAddress: { select: { id: true, name: true, organizationName: true } },
  address: { select: { id: true, name: true, organizationName: true } },
  escalatedTo: { select: { name: true } },
} as const satisfies Prisma.ImageRequestInclude;

export type RequestRow = Prisma.ImageRequestGetPayload<{ include: typeof requestInclude }>;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export function presentRequest(row: RequestRow, role: Side, now = new Date()): ImageRequestView {
  const endedAt = row.closedAt ?? now;
  return {
    id: row.id,
    role,
    state: row.state,
    stateAt: row.stateAt.toISOString(),
    isLate: row.state !== "WITHDRAWN" && endedAt > row.neededBy,
    purpose: row.purpose,
    priority: row.priority,
    ground: row.ground,
    reason: row.reason,
    wanted: row.wanted,
    modalities: row.modalities,
    dateFrom: row.dateFrom,
    dateTo: row.dateTo,
    neededBy: row.neededBy.toISOString(),
    createdAt: row.createdAt.toISOString(),
    patient: {
      name: row.patientName,
      birthDate: row.patientBirthDate,
      sex: row.patientSex,
      patientIdentifier: row.patientIdentifier,
      issuerOfPatientId: row.issuerOfPatientId,
      bsn: row.bsn,
    },
    requester: { userId: row.requester.id, name: row.requester.name, organization: row.organization.name },
    returnAddress: {
      addressId: row.returnAddress.id,
      name: row.returnAddress.name,
      organization: row.returnAddress.organizationName,
    },
    holder: {
      addressId: row.address.id,
      name: row.address.name,
      organization: row.address.organizationName,
    },
    seenAt: iso(row.seenAt),
    remindedAt: iso(row.remindedAt),
    escalatedAt: iso(row.escalatedAt),
    escalatedTo: row.escalatedTo?.name ?? null,
    closedAt: iso(row.closedAt),
    leadSeconds: row.leadSeconds,
    answeredBy: row.answeredByName,
    isAutomatic: row.isAutomatic,
    declineReason: row.declineReason,
    shareId: row.shareId,
    meetingCaseId: row.meetingCaseId,
  };
}

/** A closing, with the lead time that it takes down. */
export function closing(request: { createdAt: Date }, now = new Date()) {
  return {
    stateAt: now,
    closedAt: now,
    leadSeconds: Math.max(0, Math.round((now.getTime() - request.createdAt.getTime()) / 1000)),
  };
}
