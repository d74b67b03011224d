import pg from "pg";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { CHANNEL } from "./announce";
import { isTopic, type LiveEvent, type Topic } from "./topic";

export interface LiveListener {
  onEvent(event: LiveEvent): void;
  /** The connection was away: announcements may have been missed. */
  onGap(): void;
}

const LONGEST_PAUSE_MS = 10_000;
/** A connection that died without a word is found this late. */
const PROBE_EVERY_MS = 15_000;
const CLOSE_AFTER_MS = 30_000;

/**
 * The one LISTEN connection of a web process, open while somebody follows something. Every web process has its
 * own: PostgreSQL brings each announcement to all of them.
 */
class LiveHub {
  private readonly listeners = new Map<Topic, Set<LiveListener>>();
  private client: pg.Client | undefined;
  private connecting: Promise<void> | undefined;
  private probe: NodeJS.Timeout | undefined;
  private closing: NodeJS.Timeout | undefined;
  private isStopped = false;

  /** Ready once it listens: what is announced after that arrives. */
  async ready(): Promise<void> {
    this.isStopped = false;
    if (this.client === undefined) await this.connect();
  }

  add(topic: Topic, listener: LiveListener): void {
    clearTimeout(this.closing);
    const set = this.listeners.get(topic) ?? new Set();
    set.add(listener);
    this.listeners.set(topic, set);
  }

  remove(topic: Topic, listener: LiveListener): void {
    const set = this.listeners.get(topic);
    set?.delete(listener);
    if (set?.size === 0) this.listeners.delete(topic);
    if (this.listeners.size > 0) return;
    clearTimeout(this.closing);
    this.closing = setTimeout(() => void this.stop(), CLOSE_AFTER_MS);
    this.closing.unref();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.closing);
    clearInterval(this.probe);
    await this.connecting?.catch(() => {});
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => {});
  }

  private connect(): Promise<void> {
    this.connecting ??= this.open().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: env.DATABASE_URL,
      application_name: "beeldbrug live",
      keepAlive: true,
    });
    client.on("error", () => {});
    client.on("notification", ({ payload }) => this.hear(payload));
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    this.client = client;
    client.on("end", () => this.lost(client));
    clearInterval(this.probe);
    this.probe = setInterval(() => this.look(client), PROBE_EVERY_MS);
    this.probe.unref();
  }

  private look(client: pg.Client): void {
    const limit = setTimeout(() => this.lost(client), PROBE_EVERY_MS / 2);
    client
      .query("SELECT 1")
      .catch(() => this.lost(client))
      .finally(() => clearTimeout(limit));
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    clearInterval(this.probe);
    void client.end().catch(() => {});
    if (this.isStopped) return;
    log.warn("the connection for announcements was lost");
    void this.reconnect(250);
  }

  private async reconnect(pauseMs: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
    if (this.isStopped || this.listeners.size === 0) return;
    try {
      await this.connect();
    } catch {
      return this.reconnect(Math.min(pauseMs * 2, LONGEST_PAUSE_MS));
    }
    for (const listener of new Set([...this.listeners.values()].flatMap((set) => [...set]))) listener.onGap();
  }

  private hear(payload: string | undefined): void {
    let event: LiveEvent;
    try {
      event = JSON.parse(payload ?? "");
    } catch {
      return;
    }
    if (typeof event?.topic !== "string" || !isTopic(event.topic)) return;
    for (const listener of this.listeners.get(event.topic) ?? []) listener.onEvent(event);
  }
}

const holder = globalThis as { beeldbrugLive?: LiveHub };
holder.beeldbrugLive ??= new LiveHub();

export const liveHub: LiveHub = holder.beeldbrugLive;
