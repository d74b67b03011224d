import { cache } from "@cornerstonejs/core";
import type { FrameError } from "./frame-error";
import { loadFrame } from "./load-frame";

/** Browsers open six connections a host: two stay free for the image the eye asks for. */
const SIMULTANEOUS = 4;
/** Loading ahead stops here, so that what is on screen is never pushed out of the cache. */
const CACHE_SHARE = 0.85;
const MAXIMUM_TRIES = 3;

/** Loads frames ahead in the order of a plan that may change at any time. */
export class Prefetcher {
  private plan: string[] = [];
  private next = 0;
  private readonly tries = new Map<string, number>();
  private readonly failed = new Set<string>();
  private readonly running = new Set<string>();
  private isStopped = false;

  constructor(private readonly onError: (imageId: string, error: FrameError) => void) {}

  /** Replaces the plan; frames that are under way are finished. */
  setPlan(imageIds: string[]): void {
    this.plan = [...imageIds];
    this.next = 0;
    this.fill();
  }

  stop(): void {
    this.isStopped = true;
    this.plan = [];
  }

  private fill(): void {
    while (!this.isStopped && this.running.size < SIMULTANEOUS && this.hasRoom()) {
      const imageId = this.take();
      if (!imageId) return;
      void this.load(imageId);
    }
  }

  private take(): string | undefined {
    while (this.next < this.plan.length) {
      const imageId = this.plan[this.next];
      this.next += 1;
      if (imageId && !cache.isLoaded(imageId) && !this.running.has(imageId) && !this.failed.has(imageId)) {
        return imageId;
      }
    }
    return undefined;
  }

  private async load(imageId: string): Promise<void> {
    this.running.add(imageId);
    try {
      await loadFrame(imageId, "prefetch");
    } catch (error) {
      this.noteFailure(imageId, error as FrameError);
    } finally {
      this.running.delete(imageId);
      this.fill();
    }
  }

  /** What may pass by itself, a slow line or a busy server, gets another turn after the others. */
  private noteFailure(imageId: string, error: FrameError): void {
    const tries = (this.tries.get(imageId) ?? 0) + 1;
    this.tries.set(imageId, tries);
    const mayPass = error.kind === "timeout" || error.kind === "server";
    if (mayPass && tries < MAXIMUM_TRIES) this.plan.push(imageId);
    else this.failed.add(imageId);
    if (!this.isStopped) this.onError(imageId, error);
  }

  private hasRoom(): boolean {
    return cache.getCacheSize() < cache.getMaxCacheSize() * CACHE_SHARE;
  }
}
