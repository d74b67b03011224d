import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "./generated/client";
import { pool } from "./pool";

const holder = globalThis as { beeldbrugDatabase?: PrismaClient };

/** One client per process; `DATABASE_URL` is set by the launcher when the database is the embedded one. */
export const db: PrismaClient = holder.beeldbrugDatabase ?? connect();
holder.beeldbrugDatabase = db;

function connect(): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    // At a busy moment a log row or a state waits rather than gets lost.
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
}

export type Transaction = Prisma.TransactionClient;
export type * from "./generated/client";
export { isDatabaseAway } from "./is-database-away";
export { inScripts, literal, lookUpRows, queryRows, queryRowsOnce } from "./query-rows";
export { textsAlike } from "./texts-alike";
export { together } from "./together";
export { uuidv7 } from "./uuid";
export { Prisma };
