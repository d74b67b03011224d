/** The byte order mark tells spreadsheets that a file is UTF-8; it goes before the first line. */
export const CSV_MARK = "\uFEFF";

/** One line of a CSV file (RFC 4180), its end included. A number stays a number, also below zero. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => (typeof cell === "number" ? String(cell) : textCell(cell))).join(",")}\r\n`;
}

/** What a spreadsheet takes for the beginning of a formula, the full-width forms of East Asian keyboards too. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/**
 * The apostrophe makes a formula a text again (OWASP, CSV injection). Semicolons are quoted because spreadsheets in
 * Dutch part cells there.
 */
function textCell(text: string): string {
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
