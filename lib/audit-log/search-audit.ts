import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireRole } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import type { AuditEvent } from "@/lib/db/generated/client";
import { TIME_ZONE } from "@/lib/i18n";

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
  /** What the account or the address is called now, when it still is there. */
  objectName: string | null;
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
  const page = rows.slice(0, search.limit);
  const names = await namesOf(page);
  const items = page.map((row) => ({
    ...toAuditRow(row),
    objectName: names.get(row.objectId ?? "") ?? null,
  }));
  return { items, nextCursor: rows.length > search.limit ? (items.at(-1)?.sequence ?? null) : null };
}

export function auditFilter(
  chain: string,
  filter: Omit<z.output<typeof SearchAuditInput>, "cursor" | "limit">,
): Prisma.AuditEventWhereInput {
  const recordedAt = {
    ...(filter.dateFrom && { gte: startOfDay(filter.dateFrom) }),
    ...(filter.dateTo && { lt: startOfDay(filter.dateTo, 1) }),
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

/** When a day begins where the readers of the log live; `later` days after the one given. */
function startOfDay(date: string, later = 0): Date {
  const utc = Date.parse(`${date}T00:00:00Z`) + later * 86_400_000;
  const local = new Intl.DateTimeFormat("sv-SE", {
    timeZone: TIME_ZONE,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(utc);
  return new Date(utc - (Date.parse(`${local.replace(" ", "T")}Z`) - utc));
}

async function namesOf(rows: AuditEvent[]): Promise<Map<string, string>> {
  const idsOf = (type: string) =>
    [...new Set(rows.filter(({ objectType }) => objectType === type).map(({ objectId }) => objectId))].filter(
      (id) => id !== null,
    );
  const [users, addresses] = await Promise.all([
    db.user.findMany({ where: { id: { in: idsOf("User") } }, select: { id: true, name: true } }),
    db.address.findMany({ where: { id: { in: idsOf("Address") } }, select: { id: true, name: true } }),
  ]);
  return new Map([...users, ...addresses].map(({ id, name }) => [id, name]));
}

function toAuditRow(row: AuditEvent): Omit<AuditRow, "objectName"> {
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
