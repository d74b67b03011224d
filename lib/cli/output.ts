import type { Command } from "commander";

/** Adds `--json` to a command. */
export function jsonOption(command: Command): Command {
  return command.option("--json", "print JSON, for machines");
}

/** Prints a result as JSON or as lines. */
export function print(result: unknown, options: { json?: boolean }, lines: string[]): void {
  if (options.json)
    console.log(JSON.stringify(result, (_, value) => (typeof value === "bigint" ? Number(value) : value)));
  else for (const line of lines) console.log(line);
}

/** Columns of equal width. */
export function table(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
