/** A DA value as YYYYMMDD; also the form of ACR-NEMA, 2004.01.31. Empty when it is no date (PS3.5 6.2). */
export function normaliseDate(value: string | undefined): string {
  const digits = (value ?? "").trim().replace(/^(\d{4})[.-](\d{2})[.-](\d{2})$/, "$1$2$3");
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(digits);
  if (!parts) return "";
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? digits : "";
}
