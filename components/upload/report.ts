export type NotTaken = { path: string; code: string; reason?: string };

export type ReasonGroup = { code: string; reason: string | undefined; files: NotTaken[] };

/** Files that were not taken, by why; the largest group first. */
export function groupByReason(files: readonly NotTaken[]): ReasonGroup[] {
  const groups = new Map<string, ReasonGroup>();
  for (const file of files) {
    const group = groups.get(file.code) ?? { code: file.code, reason: file.reason, files: [] };
    group.files.push(file);
    groups.set(file.code, group);
  }
  return [...groups.values()].sort((a, b) => b.files.length - a.files.length);
}

/**
 * One field of a CSV file (RFC 4180). A spreadsheet runs what begins with =, +, -, @ or a control character:
 * an apostrophe in front makes it text again (OWASP, CSV injection).
 */
export function csvField(value: string): string {
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(inert) || inert !== value ? `"${inert.replaceAll('"', '""')}"` : inert;
}

export function toCsv(rows: readonly (readonly string[])[]): string {
  // The byte order mark tells Excel that this is UTF-8.
  return `\uFEFF${rows.map((row) => row.map(csvField).join(",")).join("\r\n")}\r\n`;
}
