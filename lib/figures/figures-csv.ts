import { Figures, type TABLES } from "./schemas";

/** One table of the figures as RFC 4180, its first line the names of the columns. */
export function figuresCsv(figures: Figures, table: (typeof TABLES)[number]): string {
  const rows: Record<string, string | number | null>[] = figures[table];
  const columns = Object.keys(Figures.shape[table].element.shape);
  const lines = [columns.map(withUnit), ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  // The byte order mark tells spreadsheets that this is UTF-8.
  return `﻿${lines.map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

const withUnit = (column: string) => column.replace(/(Median|P90)$/, "$1Seconds");

/** A spreadsheet takes a text that begins like this for a formula; the apostrophe keeps it a text (OWASP, CSV injection). */
function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = /^[\s]*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
