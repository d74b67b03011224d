import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireRole } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import type { AuditEvent } from "@/lib/db/generated/client";

export const SearchAuditInput = z.object({
  patientIdentifier: z.string().trim().max(64).optional(),
  /** Part of the name of who did it. */
  user: z.string().trim().max(200).optional(),
  action: z.string().trim().max(100).optional(),
  outcome: z.enum(["SUCCESS", "REFUSED", "FAILURE"]).optional(),
  dateFrom: z.iso.date().optional(),
  dateTo: z.iso.date().optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type SearchAuditInput = z.input<typeof SearchAuditInput>;

export interface AuditRow {
  sequence: string;
  recordedAt: string;
  eventCode: string;
  action: string;
  outcome: "SUCCESS" | "REFUSED" | "FAILURE";
  userName: string | null;
  userRoles: string[];
  userOrganization: string | null;
  onBehalfOf: string | null;
  patientIdentifier: string | null;
  studyInstanceUid: string | null;
  objectType: string | null;
  objectId: string | null;
  isAuthorized: boolean;
  treatmentRelation: boolean;
  consent: boolean;
  emergency: boolean;
  purpose: string | null;
  remoteAddress: string | null;
  detail: Prisma.JsonValue;
}

/** The own organisation's log, newest first, for its privacy officer. Reading it is logged itself. */
export async function searchAudit(
  context: Context,
  input: SearchAuditInput,
): Promise<{ items: AuditRow[]; nextCursor: string | null }> {
  const { actor } = requireRole(context, "PRIVACY_OFFICER");
  const search = SearchAuditInput.parse(input);
  const rows = await db.auditEvent.findMany({
    where: {
      ...auditFilter(actor.organizationId, search),
      ...(search.cursor && { sequence: { lt: BigInt(search.cursor) } }),
    },
    orderBy: { sequence: "desc" },
    take: search.limit + 1,
  });
  await db.$transaction((transaction) =>
    recordAudit(transaction, context, {
      eventCode: EventCode.query,
      action: "audit.read",
      patient: { patientIdentifier: search.patientIdentifier },
      detail: { filters: Object.keys(search).filter((name) => !["cursor", "limit"].includes(name)) },
    }),
  );
  const items = rows.slice(0, search.limit).map(toAuditRow);
  return { items, nextCursor: rows.length > search.limit ? (items.at(-1)?.sequence ?? null) : null };
}

export function auditFilter(
  chain: string,
  filter: Omit<z.output<typeof SearchAuditInput>, "cursor" | "limit">,
): Prisma.AuditEventWhereInput {
  const recordedAt = {
    ...(filter.dateFrom && { gte: new Date(`${filter.dateFrom}T00:00:00Z`) }),
    ...(filter.dateTo && { lt: new Date(Date.parse(`${filter.dateTo}T00:00:00Z`) + 86_400_000) }),
  };
  return {
    chain,
    ...(filter.patientIdentifier && { patientIdentifier: filter.patientIdentifier }),
    ...(filter.user && { userName: { contains: filter.user, mode: "insensitive" } }),
    ...(filter.action && { action: { startsWith: filter.action } }),
    ...(filter.outcome && { outcome: filter.outcome }),
    ...((filter.dateFrom || filter.dateTo) && { recordedAt }),
  };
}

function toAuditRow(row: AuditEvent): AuditRow {
  const {
    id: _id,
    chain: _chain,
    hash: _hash,
    previousHash: _previous,
    userId: _user,
    patientId: _patient,
    requestId: _request,
    ...shown
  } = row;
  return { ...shown, sequence: row.sequence.toString(), recordedAt: row.recordedAt.toISOString() };
}
