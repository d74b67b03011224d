import pg from "pg";
import type { Prisma } from "./generated/client";
import { lookups, plannedOnce, pool } from "./pool";

/**
 * Rows straight from the driver, for the statements of the hot paths: Prisma's own engine costs milliseconds per
 * query. Values come as `pg` gives them: bigint as text, json parsed.
 * @param name of a statement whose text is always the same: it is parsed once per connection
 */
export async function queryRows<T>(sql: Prisma.Sql, name?: string): Promise<T[]> {
  const { rows } = await pool.query({ text: sql.text, values: sql.values, name });
  return rows as T[];
}

/**
 * The same for a lookup by keys that is asked all the time.
 * @param name of the statement, whose text is always the same: it is parsed and planned once per connection
 */
export async function lookUpRows<T>(sql: Prisma.Sql, name: string): Promise<T[]> {
  const { rows } = await lookups.query({ text: sql.text, values: sql.values, name });
  return rows as T[];
}

/**
 * A statement with keys alone in a transaction that is committed once `ready` has resolved: what takes time elsewhere
 * goes on while the statement runs. What is thrown, by the database or by `ready`, rolls it back.
 */
export async function queryRowsOnce<T>(sql: Prisma.Sql, name: string, ready: Promise<unknown>): Promise<T[]> {
  // It may fail before it is waited for.
  ready.catch(() => undefined);
  return withConnection(async (client) => {
    await client.query(`BEGIN; ${plannedOnce("LOCAL")}`);
    const { rows } = await client.query({ text: sql.text, values: sql.values, name });
    await ready;
    await client.query("COMMIT");
    return rows as T[];
  });
}

/** Runs several statements in one trip to the database; answers the rows of each. Values are written into the text. */
export type ScriptRunner = (statements: string[]) => Promise<Record<string, unknown>[][]>;

/**
 * A connection for a transaction that counts every trip: the scripts begin and commit it. What is thrown rolls it
 * back. Values go through `literal`.
 */
export async function inScripts<T>(run: (script: ScriptRunner) => Promise<T>): Promise<T> {
  return withConnection((client) =>
    run(async (statements) => {
      const results = (await client.query(statements.join(";\n"))) as unknown as { rows: [] }[];
      return results.map(({ rows }) => rows);
    }),
  );
}

/** A connection of the pool for a transaction; what is thrown rolls it back. */
async function withConnection<T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener a connection that breaks would end the process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    return await run(client);
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** A value as it may stand in the text of a statement. */
export const literal = (value: string): string => pg.escapeLiteral(value);
