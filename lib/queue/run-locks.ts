import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

const TRY_AGAIN_MS = 2_000;
const WAIT_AT_MOST_MS = 60_000;
const CONNECT_AGAIN_MS = 500;

/** A killed machine closes no connection: the database notices by itself that nobody is there, within half a minute. */
const SESSION = `
  SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
  SET idle_session_timeout = 0`;

/**
 * What this process runs, as locks of one database session. A beat that fails to come says that a worker is late; the
 * end of its session says that it is gone. A process that was killed loses its session at once, one that is alive but
 * slow keeps it, and whoever takes up its job waits until it has ended.
 */
export class RunLocks {
  private client: pg.Client | undefined;
  private readonly held = new Set<string>();
  private tail: Promise<unknown> = Promise.resolve();
  private isClosed = false;

  /**
   * Runs `work` while nobody else runs anything under this key.
   * @throws Error when somebody still does after a minute
   */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const until = Date.now() + WAIT_AT_MOST_MS;
    while (!(await this.tryLock(key))) {
      if (Date.now() > until) throw new Error("a worker that is late still runs this job");
      await sleep(TRY_AGAIN_MS);
    }
    try {
      return await work();
    } finally {
      this.held.delete(key);
      await this.ask("SELECT pg_advisory_unlock(hashtextextended($1, 0))", key).catch(() => {});
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.client?.end().catch(() => {});
  }

  private async tryLock(key: string): Promise<boolean> {
    // A session gets its own locks again as often as it asks.
    if (this.held.has(key)) return false;
    this.held.add(key);
    const isOurs = await this.ask("SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS ok", key).catch(
      (error) => {
        this.held.delete(key);
        throw error;
      },
    );
    if (!isOurs) this.held.delete(key);
    return isOurs;
  }

  /** One statement at a time on the one session. */
  private ask(statement: string, key: string): Promise<boolean> {
    const answer = this.tail.then(async () => {
      this.client ??= await this.connect();
      const { rows } = await this.client.query<{ ok?: boolean }>(statement, [`job:${key}`]);
      return rows[0]?.ok === true;
    });
    this.tail = answer.catch(() => {});
    return answer;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: env.DATABASE_URL, keepAlive: true });
    client.on("error", () => this.lost(client));
    client.on("end", () => this.lost(client));
    await client.connect();
    await client.query(SESSION);
    return client;
  }

  /** The database went away under jobs that run on: they are locked again before others may take them up. */
  private lost(client: pg.Client): void {
    if (this.isClosed || this.client !== client) return;
    this.client = undefined;
    this.tail = this.tail.then(async () => {
      while (!this.isClosed && this.held.size > 0) {
        try {
          const next = await this.connect();
          for (const key of this.held)
            await next.query("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", [`job:${key}`]);
          this.client = next;
          return;
        } catch (error) {
          log.warn({ err: error }, "the database is away; running jobs can't be locked");
          await sleep(CONNECT_AGAIN_MS);
        }
      }
    });
  }
}
