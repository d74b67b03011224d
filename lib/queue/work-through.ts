import { isDatabaseAway } from "@/lib/db";
import { log } from "@/lib/log";

/**
 * Does a scheduled job's work on all its rows, a page at a time by their key: none waits for ever behind a limit, nor
 * behind one that fails. That is logged and thrown when the others are done, so that the job counts as failed.
 * @param page the next rows in a steady order, after this one; none when there are no more
 */
export async function workThrough<Row extends { id: string }>(
  page: (after: Row | undefined) => Promise<Row[]>,
  work: (row: Row) => Promise<unknown>,
): Promise<void> {
  let first: { error: unknown } | undefined;
  for (let rows = await page(undefined); rows.length > 0; rows = await page(rows.at(-1)))
    for (const row of rows)
      try {
        await work(row);
      } catch (error) {
        // Nothing else can be done either.
        if (isDatabaseAway(error)) throw error;
        log.warn({ err: error, rowId: row.id }, "a row was passed over");
        first ??= { error };
      }
  if (first) throw first.error;
}
