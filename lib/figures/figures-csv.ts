import type { Figures, TABLES } from "./schemas";

/** One table of the figures as RFC 4180, its first line the names of the columns. */
export function figuresCsv(figures: Figures, table: (typeof TABLES)[number]): string {
  const rows: Record<string, string | number | null>[] = figures[table];
  const columns = Object.keys(rows[0] ?? EMPTY[table]);
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  // The byte order mark tells spreadsheets that this is UTF-8.
  return `﻿${lines.map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

const EMPTY: Record<(typeof TABLES)[number], Record<string, unknown>> = {
  weeks: { week: 0, sent: 0, received: 0, requestsMade: 0, requestsHeld: 0 },
  partners: { direction: 0, organization: 0, shares: 0 },
  requests: { direction: 0, organization: 0, requests: 0 },
  bsn: { origin: 0, studies: 0, withBsn: 0 },
};

/** A spreadsheet takes a text that begins like this for a formula; the apostrophe keeps it a text (OWASP, CSV injection). */
function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = /^[\s]*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
