import pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { ACCOUNT, ADDRESS, type DelayPolicy, delaySeconds, PAIR } from "./growing-delay";
import { addressBlock } from "./request-facts";

/** Who tries, from where; `account` is a keyed hash of what was typed, so that unknown accounts are counted alike. */
export interface Attempt {
  account: string;
  remoteAddress: string | undefined;
  /** The account has signed in from this address before. */
  isKnownAddress: boolean;
}

export interface SignInThrottle {
  /**
   * Counts an attempt before the password is looked at, so that a hundred at once aren't free.
   * @returns seconds to wait, 0 when the attempt may go on
   */
  begin(attempt: Attempt): Promise<number>;
  /** Neither right nor wrong yet (the password is right, the code is missing): as if it had not been. */
  cancel(attempt: Attempt): Promise<void>;
  /** The attempt was right: it doesn't count, and the pair starts anew. */
  succeed(attempt: Attempt): Promise<void>;
}

interface Level {
  key: string;
  policy: DelayPolicy;
}

const PREFIX = "sign-in";
const pairKey = (account: string, block: string) => `pair:${account}:${block}`;

/**
 * Counters in PostgreSQL (they survive a restart and hold for all web processes). Two keys a level: `count` holds the
 * attempts of the window, `turn` is held for as long as the next attempt must wait; taking a turn is atomic.
 */
export function createSignInThrottle(pool: pg.Pool): SignInThrottle {
  const limiter = (name: "count" | "turn") =>
    new RateLimiterPostgres({
      storeClient: pool,
      tableName: "rate_limit",
      tableCreated: true,
      keyPrefix: `${PREFIX}-${name}`,
      points: 1,
      duration: 1,
    });
  const counts = limiter("count");
  const turns = limiter("turn");

  async function enter({ key, policy }: Level): Promise<number> {
    const { consumedPoints } = await counts.penalty(key, 1, { customDuration: policy.windowSeconds });
    const delay = delaySeconds(consumedPoints, policy);
    if (delay === 0) return 0;
    try {
      await turns.consume(key, 1, { customDuration: delay });
      return 0;
    } catch (refusal) {
      await counts.reward(key, 1);
      return secondsOf(refusal);
    }
  }

  return {
    async begin(attempt) {
      const levels = levelsOf(attempt);
      const held = await Promise.all(levels.map(({ key }) => turns.get(key)));
      const waits = held.map((turn) => (turn === null ? 0 : secondsOf(turn)));
      if (waits.some((wait) => wait > 0)) return Math.max(...waits);
      for (const [index, level] of levels.entries()) {
        const wait = await enter(level);
        if (wait === 0) continue;
        await Promise.all(levels.slice(0, index).map(({ key }) => counts.reward(key, 1)));
        return wait;
      }
      return 0;
    },
    async cancel(attempt) {
      await Promise.all(levelsOf(attempt).flatMap(({ key }) => [counts.reward(key, 1), turns.delete(key)]));
    },
    async succeed(attempt) {
      const [pair, ...others] = levelsOf(attempt);
      await Promise.all([
        ...(pair ? [counts.delete(pair.key), turns.delete(pair.key)] : []),
        // Only its own point: who has one account of his own can't clear the address for guessing others.
        ...others.map(({ key }) => counts.reward(key, 1)),
      ]);
    },
  };
}

/** A known address passes the two wide levels: nobody elsewhere, nor a neighbour, locks a clinician out. */
function levelsOf({ account, remoteAddress, isKnownAddress }: Attempt): Level[] {
  const block = addressBlock(remoteAddress);
  const pair = { key: pairKey(account, block), policy: PAIR };
  if (isKnownAddress) return [pair];
  return [pair, { key: `address:${block}`, policy: ADDRESS }, { key: `account:${account}`, policy: ACCOUNT }];
}

/** Forgets every failure of one account, at whatever address. @returns how many counters there were */
export async function forgetAttemptsOf(account: string): Promise<number> {
  const { count } = await db.rateLimit.deleteMany({
    where: {
      OR: ["count", "turn"].flatMap((name) => [
        { key: { startsWith: `${PREFIX}-${name}:${pairKey(account, "")}` } },
        { key: `${PREFIX}-${name}:account:${account}` },
      ]),
    },
  });
  return count;
}

function secondsOf(refusal: unknown): number {
  if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
  throw refusal;
}

const holder = globalThis as { beeldbrugSignInThrottle?: SignInThrottle };

/** The throttle of this process. */
export function signInThrottle(): SignInThrottle {
  holder.beeldbrugSignInThrottle ??= createSignInThrottle(makePool());
  return holder.beeldbrugSignInThrottle;
}

function makePool(): pg.Pool {
  const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: 2, allowExitOnIdle: true });
  // An idle connection that the server ended; the next attempt opens another.
  pool.on("error", (error) => log.info({ reason: error.message }, "connection of the sign-in limits lost"));
  return pool;
}
