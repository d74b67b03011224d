export type StudyFilters = {
  /** Part of a name, description or accession number. */
  text: string;
  patientIdentifier: string;
  bsn: string;
  /** ISO dates, empty when open. */
  dateFrom: string;
  dateTo: string;
  modality: string;
};

export const NO_FILTERS: StudyFilters = {
  text: "",
  patientIdentifier: "",
  bsn: "",
  dateFrom: "",
  dateTo: "",
  modality: "",
};

/** The modalities that stand as chips; every other one can be typed in the filter panel. */
export const COMMON_MODALITIES = ["CT", "MR", "DX", "US", "MG", "PT", "NM", "XA"] as const;

/** Nine digits that pass the citizen number's check (9a+8b+…+2h-1i divisible by 11), never all zeros. */
export function isBsn(text: string): boolean {
  const digits = text.replace(/[\s.]/g, "");
  if (!/^\d{9}$/.test(digits) || digits === "000000000") return false;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
  return sum % 11 === 0;
}

/** The body of a search: only what is filled in; a citizen number typed in the text field is searched as one. */
export function toSearchBody(filters: StudyFilters): Record<string, string> {
  const text = filters.text.trim();
  const wanted = isBsn(text) ? { ...filters, text: "", bsn: text } : { ...filters, text };
  const bsn = isBsn(wanted.bsn) ? wanted.bsn.replace(/[\s.]/g, "") : "";
  return Object.fromEntries(
    Object.entries({ ...wanted, bsn })
      .map(([key, value]) => [key, value.trim()] as const)
      .filter(([, value]) => value !== ""),
  );
}

export function hasFilters(filters: StudyFilters): boolean {
  return Object.values(filters).some((value) => value.trim() !== "");
}

export type Period = "today" | "week" | "month" | "year";
const DAYS: Record<Period, number> = { today: 0, week: 7, month: 31, year: 365 };

/** The first day of a period that ends today, as an ISO date. */
export function periodStart(period: Period, today: Date): string {
  const start = new Date(today);
  start.setDate(start.getDate() - DAYS[period]);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${start.getFullYear()}-${two(start.getMonth() + 1)}-${two(start.getDate())}`;
}
