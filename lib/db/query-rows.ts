import type { PoolClient } from "pg";
import type { Prisma } from "./generated/client";
import { pool } from "./pool";

/** Runs one statement; `name` keeps its plan on the connection, for a text that is always the same. */
export type QueryRunner = <T>(sql: Prisma.Sql, name?: string) => Promise<T[]>;

/**
 * Rows straight from the driver, for the statements of the hot paths: Prisma's own engine costs milliseconds per
 * query. Values come as `pg` gives them: bigint as text, json parsed.
 */
export const queryRows: QueryRunner = async <T>(sql: Prisma.Sql, name?: string): Promise<T[]> => {
  const { rows } = await pool.query({ text: sql.text, values: sql.values, ...(name && { name }) });
  return rows as T[];
};

/** Several statements in one transaction; what is thrown rolls it back. */
export async function inTransaction<T>(run: (query: QueryRunner) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener a connection that breaks would end the process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    await client.query("BEGIN");
    const result = await run(runnerOn(client));
    await client.query("COMMIT");
    return result;
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

function runnerOn(client: PoolClient): QueryRunner {
  return async <T>(sql: Prisma.Sql, name?: string): Promise<T[]> => {
    const { rows } = await client.query({ text: sql.text, values: sql.values, ...(name && { name }) });
    return rows as T[];
  };
}
