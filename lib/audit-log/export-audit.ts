import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import type { AuditEvent } from "@/lib/db/generated/client";
import { notFound } from "@/lib/errors";
import { AUDIT_CSV_HEADER, toCsvLine } from "./audit-csv";
import { toFhirAuditEvent } from "./fhir-audit-event";
import { auditFilter } from "./search-audit";

export const ExportAuditInput = z.object({
  organizationId: z.uuid(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  patientIdentifier: z.string().max(64).optional(),
  user: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  outcome: z.enum(["SUCCESS", "REFUSED", "FAILURE"]).optional(),
  format: z.enum(["ndjson", "csv"]).default("ndjson"),
});
export type ExportAuditInput = z.input<typeof ExportAuditInput>;

const PAGE = 1_000;

/**
 * An organisation's log, oldest first, read in pages: a FHIR AuditEvent a line, or CSV for a spreadsheet.
 * The export is logged first.
 */
export async function* exportAudit(context: Context, input: ExportAuditInput): AsyncGenerator<string, void> {
  const { organizationId, from, to, format, ...filter } = ExportAuditInput.parse(input);
  if (context.actor.kind !== "system") {
    const { actor } = requireRole(context, "PRIVACY_OFFICER");
    if (actor.organizationId !== organizationId) throw notFound();
  }
  await db.$transaction((transaction) =>
    recordAudit(transaction, context, {
      eventCode: EventCode.export,
      action: "audit.exported",
      organizations: [organizationId],
      patient: { patientIdentifier: filter.patientIdentifier },
      detail: { format, from: from ?? null, to: to ?? null, filters: Object.keys(filter) },
    }),
  );
  const where = auditFilter(organizationId, { dateFrom: from, dateTo: to, ...filter });
  if (format === "csv") yield AUDIT_CSV_HEADER;
  const toLine =
    format === "csv" ? toCsvLine : (row: AuditEvent) => `${JSON.stringify(toFhirAuditEvent(row))}\n`;
  for (let after = 0n; ; ) {
    const rows = await db.auditEvent.findMany({
      where: { ...where, sequence: { gt: after } },
      orderBy: { sequence: "asc" },
      take: PAGE,
    });
    for (const row of rows) yield toLine(row);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.sequence;
  }
}
