import pg from "pg";
import { env } from "@/lib/env";

const holder = globalThis as { beeldbrugPool?: pg.Pool; beeldbrugLookups?: pg.Pool };

/** A new connection costs milliseconds, and as much again until it has planned what it is asked. */
const KEPT_IDLE_MS = 10 * 60_000;

/** The connections of this process: Prisma's, transactions and searches. */
export const pool: pg.Pool = holder.beeldbrugPool ?? connect({ max: 12 });
holder.beeldbrugPool = pool;

/** Connections for lookups by key, which every frame needs. */
export const lookups: pg.Pool = holder.beeldbrugLookups ?? connectForLookups();
holder.beeldbrugLookups = lookups;

/**
 * For statements with keys alone: each is planned once for a connection and not for its values, which PostgreSQL does
 * anew every time for lists of keys, and takes longer for than for the answer. Nor does the plan wait for a table's
 * statistics: an index is what the keys are for.
 */
export function plannedOnce(scope: "SESSION" | "LOCAL"): string {
  return `SET ${scope} plan_cache_mode = force_generic_plan; SET ${scope} enable_seqscan = off`;
}

function connectForLookups(): pg.Pool {
  return connect({
    max: 6,
    onConnect: async (client) => {
      await client.query(plannedOnce("SESSION"));
    },
  });
}

function connect(options: pg.PoolConfig): pg.Pool {
  const opened = new pg.Pool({
    connectionString: env.DATABASE_URL,
    idleTimeoutMillis: KEPT_IDLE_MS,
    // A command ends when it is done, with its connections.
    allowExitOnIdle: true,
    ...options,
  });
  // A connection that breaks while nobody uses it: the next query gets a new one.
  opened.on("error", () => {});
  return opened;
}
