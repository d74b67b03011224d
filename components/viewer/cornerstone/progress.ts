import { cache, Enums, eventTarget } from "@cornerstonejs/core";
import type { DisplaySet } from "../data/display-sets";

export type SeriesProgress = { loaded: number; total: number };

const NOTHING: SeriesProgress = { loaded: 0, total: 0 };
/**
 * Each change is painted, which without a graphics card takes the processor from the loading itself: a fifth of the
 * time at most goes to it.
 */
const PAUSE_PER_PAINT = 4;
const PAUSE_MS = { least: 200, most: 2_000 };

/** Counts per series which frames have been fetched and decoded; a store for useSyncExternalStore. */
export class LoadProgress {
  private readonly seriesOf = new Map<string, string>();
  private readonly loaded = new Set<string>();
  private readonly progress = new Map<string, SeriesProgress>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pause = PAUSE_MS.least;

  /** Starts counting; safe to call again. */
  connect(): void {
    eventTarget.addEventListener(Enums.Events.IMAGE_LOADED, this.onLoaded);
  }

  dispose(): void {
    eventTarget.removeEventListener(Enums.Events.IMAGE_LOADED, this.onLoaded);
    clearTimeout(this.timer);
  }

  /** Sets a series' total from its display sets; what was loaded before anybody counted is counted now. */
  setSeries(seriesInstanceUid: string, displaySets: DisplaySet[]): void {
    const imageIds = displaySets.flatMap((set) => set.frames.map((frame) => frame.imageId));
    for (const imageId of imageIds) {
      this.seriesOf.set(imageId, seriesInstanceUid);
      if (cache.isLoaded(imageId)) this.loaded.add(imageId);
    }
    const loaded = imageIds.filter((imageId) => this.loaded.has(imageId)).length;
    this.progress.set(seriesInstanceUid, { loaded, total: imageIds.length });
    this.notify();
  }

  isLoaded(imageId: string): boolean {
    return this.loaded.has(imageId);
  }

  of = (seriesInstanceUid: string): SeriesProgress => this.progress.get(seriesInstanceUid) ?? NOTHING;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private onLoaded = (event: Event): void => {
    const imageId = (event as CustomEvent<{ image?: { imageId?: string } }>).detail?.image?.imageId;
    if (!imageId || this.loaded.has(imageId)) return;
    this.loaded.add(imageId);
    const series = this.seriesOf.get(imageId);
    const current = series && this.progress.get(series);
    if (!series || !current) return;
    const loaded = current.loaded + 1;
    this.progress.set(series, { ...current, loaded });
    if (loaded === current.total) this.tell();
    else this.notify();
  };

  private notify(): void {
    this.timer ??= setTimeout(() => this.tell(), this.pause);
  }

  private tell(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const listener of this.listeners) listener();
    const told = performance.now();
    // The second frame begins when the first has been painted.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const wanted = PAUSE_PER_PAINT * (performance.now() - told);
        this.pause = Math.min(PAUSE_MS.most, Math.max(PAUSE_MS.least, wanted));
      }),
    );
  }
}
