import { CSV_MARK, csvLine } from "@/lib/csv";
import { Figures, type TABLES } from "./schemas";

/** One table of the figures, its first line the names of the columns. */
export function figuresCsv(figures: Figures, table: (typeof TABLES)[number]): string {
  const rows: Record<string, string | number | null>[] = figures[table];
  const columns = Object.keys(Figures.shape[table].element.shape);
  const lines = [columns.map(withUnit), ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  return CSV_MARK + lines.map(csvLine).join("");
}

const withUnit = (column: string) => column.replace(/(Median|P90)$/, "$1Seconds");
