import { CSV_MARK, csvLine } from "@/lib/csv";
import type { AuditEvent } from "@/lib/db/generated/client";

const COLUMNS = [
  "sequence",
  "recordedAt",
  "eventCode",
  "action",
  "outcome",
  "userName",
  "userRoles",
  "userOrganization",
  "onBehalfOf",
  "patientIdentifier",
  "studyInstanceUid",
  "objectType",
  "objectId",
  "isAuthorized",
  "treatmentRelation",
  "consent",
  "emergency",
  "purpose",
  "remoteAddress",
  "detail",
] as const satisfies readonly (keyof AuditEvent)[];

export const AUDIT_CSV_HEADER = CSV_MARK + csvLine(COLUMNS);

/** One row of the log. */
export function toCsvLine(row: Pick<AuditEvent, (typeof COLUMNS)[number]>): string {
  return csvLine(COLUMNS.map((column) => textOf(row[column])));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.join(" ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
