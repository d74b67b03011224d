import pg from "pg";
import { env } from "@/lib/env";

const holder = globalThis as { beeldbrugPool?: pg.Pool };

/** The connections of this process: Prisma's and those of `queryRows`. */
export const pool: pg.Pool = holder.beeldbrugPool ?? connect();
holder.beeldbrugPool = pool;

function connect(): pg.Pool {
  const opened = new pg.Pool({ connectionString: env.DATABASE_URL, max: 12 });
  // A connection that breaks while nobody uses it: the next query gets a new one.
  opened.on("error", () => {});
  return opened;
}
