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

export const AUDIT_CSV_HEADER = `${COLUMNS.join(",")}\r\n`;

/** One row of the log as a line of RFC 4180. */
export function toCsvLine(row: Pick<AuditEvent, (typeof COLUMNS)[number]>): string {
  return `${COLUMNS.map((column) => quoted(textOf(row[column]))).join(",")}\r\n`;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.join(" ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A spreadsheet takes a cell that begins like this for a formula; the apostrophe makes it a text (OWASP, CSV injection). */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
