import type { IncomingMessage, ServerResponse } from "node:http";
import { authenticateRequest } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { ProblemError } from "@/lib/errors";
import { type LiveEvent, type LiveListener, liveHub, type Topic } from "@/lib/live";
import { log } from "@/lib/log";
import { resolveTopic } from "./live-topics";

/** Also how late a session that was ended is noticed; proxies close what is silent for a minute. */
const BEAT_EVERY_MS = 10_000;
/** A right that was looked at this short ago isn't looked at again for the next event. */
const RIGHT_LASTS_MS = 2_000;
/** Whoever reads this far behind begins anew. */
const MOST_UNREAD_BYTES = 256 * 1024;

/** One open `GET /api/v1/events`: follows topics, and stops with the right to them or with the session. */
export class LiveStream implements LiveListener {
  private readonly behind = new Map<Topic, Set<Topic>>();
  private readonly checkedAt = new Map<Topic, number>();
  private open = () => {};
  /** What happens before the answer has begun waits for it. */
  private queue = new Promise<void>((resolve) => {
    this.open = resolve;
  });
  private beat: NodeJS.Timeout | undefined;
  private sequence = 0;
  private isOver = false;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private context: Context,
  ) {}

  /** @returns the topics that were refused */
  async follow(topics: Topic[]): Promise<Topic[]> {
    const refused: Topic[] = [];
    for (const topic of topics) if (!(await this.renew(topic))) refused.push(topic);
    return refused;
  }

  start(refused: Topic[], hasMissed: boolean): void {
    this.response.once("close", () => this.end());
    this.write("ready", {});
    for (const topic of refused) this.write("closed", { topic });
    if (hasMissed) this.write("refetch", {});
    this.open();
    this.beat = setInterval(() => this.inOrder(() => this.lookAgain()), BEAT_EVERY_MS);
    this.beat.unref();
  }

  onEvent(event: LiveEvent): void {
    this.inOrder(() => this.pass(event));
  }

  onGap(): void {
    this.inOrder(async () => this.write("refetch", {}));
  }

  end(): void {
    if (this.isOver) return;
    this.detach();
    this.response.end();
  }

  /** Follows nothing any more; the answer is somebody else's. */
  detach(): void {
    this.isOver = true;
    clearInterval(this.beat);
    for (const announced of this.behind.values()) for (const each of announced) liveHub.remove(each, this);
    this.behind.clear();
    openStreams.delete(this);
  }

  /** In the order in which things happened, although each may have to ask for a right. */
  private inOrder(work: () => Promise<void>): void {
    this.queue = this.queue.then(async () => {
      if (this.isOver) return;
      try {
        await work();
      } catch (error) {
        // The database is away: the page begins anew and asks for everything.
        log.warn({ err: error }, "an event stream ended");
        this.end();
      }
    });
  }

  private async pass(event: LiveEvent): Promise<void> {
    for (const [topic, announced] of this.behind) {
      if (!announced.has(event.topic)) continue;
      const isFresh = Date.now() - (this.checkedAt.get(topic) ?? 0) < RIGHT_LASTS_MS;
      if (!isFresh && !(await this.renewOrClose(topic))) continue;
      this.write("change", { ...event, topic });
    }
  }

  private async lookAgain(): Promise<void> {
    try {
      this.context = await authenticateRequest(this.request, this.context.requestId);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.write("ended", {});
      return this.end();
    }
    for (const topic of [...this.behind.keys()]) await this.renewOrClose(topic);
    if (this.behind.size === 0) return this.end();
    this.response.write(": \n\n");
  }

  private async renewOrClose(topic: Topic): Promise<boolean> {
    if (await this.renew(topic)) return true;
    this.write("closed", { topic });
    return false;
  }

  /** Looks at the right to a topic, and follows what it stands for now. */
  private async renew(topic: Topic): Promise<boolean> {
    const announced = await resolveTopic(this.context, topic);
    if (this.isOver) return false;
    const before = this.behind.get(topic) ?? new Set<Topic>();
    const after = new Set(announced ?? []);
    if (announced === undefined) this.behind.delete(topic);
    else this.behind.set(topic, after);
    this.checkedAt.set(topic, Date.now());
    for (const each of after) liveHub.add(each, this);
    const isFollowed = (each: Topic) => [...this.behind.values()].some((set) => set.has(each));
    for (const each of before) if (!isFollowed(each)) liveHub.remove(each, this);
    return announced !== undefined;
  }

  private write(name: string, data: Record<string, string | undefined>): void {
    if (this.isOver) return;
    if (this.response.writableLength > MOST_UNREAD_BYTES) {
      this.end();
      return;
    }
    this.sequence += 1;
    this.response.write(`id: ${this.sequence}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}

/** The streams of this process: ended when it stops, so that their pages go to another one. */
export const openStreams = new Set<LiveStream>();
