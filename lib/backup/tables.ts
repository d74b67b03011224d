import type pg from "pg";

// Signs of life and counters of the moment, and what each installation keeps for itself.
const LEFT_OUT = ["_prisma_migrations", "Heartbeat", "rate_limit", "BackupRun"];

/** The tables to save, each after those that it refers to. */
export async function tablesInOrder(client: pg.Client): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind = 'r' AND NOT c.relname = ANY($1) ORDER BY 1`,
    [LEFT_OUT],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `SELECT conrelid::regclass::oid, f.relname AS "from", t.relname AS "to" FROM pg_constraint
     JOIN pg_class f ON f.oid = conrelid JOIN pg_class t ON t.oid = confrelid
     WHERE contype = 'f' AND conrelid <> confrelid`,
  );
  const waiting = new Set(tables.map((table) => table.name));
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(
      (name) => !references.some((reference) => reference.from === name && waiting.has(reference.to)),
    );
    if (ready.length === 0)
      throw new Error(`tables refer to each other in a circle: ${[...waiting].join(", ")}`);
    for (const name of ready) waiting.delete(name);
    ordered.push(...ready);
  }
  return ordered;
}

const ROWS_AT_ONCE = 500;

/** Rows as lines of JSON, a few at a time; inside the caller's transaction. */
export async function* rowsAsJson(
  client: pg.Client,
  select: string,
  rowsAtOnce = ROWS_AT_ONCE,
): AsyncGenerator<string> {
  await client.query(
    `DECLARE saved NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM (${select}) AS t`,
  );
  while (true) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${rowsAtOnce} FROM saved`);
    for (const { line } of rows) yield line;
    if (rows.length < rowsAtOnce) break;
  }
  await client.query("CLOSE saved");
}

const LINES_AT_ONCE = 1000;
const CHARACTERS_AT_ONCE = 8 * 1024 * 1024;

/** Inserts what `rowsAsJson` gave; columns that the lines don't know get nothing. @returns how many rows */
export async function insertJson(
  client: pg.Client,
  table: string,
  lines: AsyncIterable<string>,
  { skipKnown = false } = {},
): Promise<number> {
  const conflict = skipKnown ? "ON CONFLICT DO NOTHING" : "";
  const sql = `INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1::json) ${conflict}`;
  let batch: string[] = [];
  let size = 0;
  let inserted = 0;
  const insert = async () => {
    const { rowCount } = await client.query(sql, [`[${batch.join(",")}]`]);
    inserted += rowCount ?? 0;
    batch = [];
    size = 0;
  };
  for await (const line of lines) {
    batch.push(line);
    size += line.length;
    if (batch.length >= LINES_AT_ONCE || size >= CHARACTERS_AT_ONCE) await insert();
  }
  if (batch.length > 0) await insert();
  return inserted;
}

/** With quotes, for a statement. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The bytes that rows name: each object with how much of it at least. */
export const NAMED_OBJECTS = `
  SELECT "objectKey" AS key, max("end")::bigint AS length FROM (
    SELECT "objectKey", "offset" + "length" AS "end" FROM "Instance"
    UNION ALL SELECT "objectKey", "offset" + "length" FROM "Conflict"
    UNION ALL SELECT "objectKey", "length" FROM "StudyDocument"
  ) AS named GROUP BY "objectKey" ORDER BY 1`;
