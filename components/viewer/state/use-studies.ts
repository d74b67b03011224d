import { useCallback, useEffect, useRef, useState } from "react";
import type { LoadProgress } from "../cornerstone/progress";
import { fetchBulkTables } from "../data/bulk-tables";
import { type DisplaySet, makeDisplaySets } from "../data/display-sets";
import { ViewerFailure } from "../data/failure";
import {
  loadOpening,
  loadSeriesMetadata,
  type OpeningQuery,
  type SeriesSummary,
  type StudySummary,
} from "../data/load-study";
import { type FirstLook, startOpening } from "../first-look/start-opening";

export type LoadedSeries = { status: "ready"; displaySets: DisplaySet[] } | { status: "failed" };

export type Studies = {
  studies: StudySummary[] | null;
  /** By SeriesSummary.key. */
  loaded: Map<string, LoadedSeries>;
  /** Something was added a moment ago: more may come. */
  isArriving: boolean;
};

type Options = {
  query: OpeningQuery;
  /** What the page has begun already; only for the first attempt. */
  begun: Promise<FirstLook> | undefined;
  /** Another number loads everything anew. */
  attempt: number;
  progress: LoadProgress;
  /** What to begin with: of the series that was asked for, or else the first images there are. */
  onFirst: (displaySet: DisplaySet) => void;
  onFailure: (failure: ViewerFailure) => void;
};

const WITHOUT_IMAGES = new Set([
  "SR",
  "PR",
  "KO",
  "DOC",
  "SEG",
  "REG",
  "RTSTRUCT",
  "RTPLAN",
  "RTRECORD",
  "PLAN",
  "RWV",
]);
const METADATA_AT_ONCE = 2;
const EMPTY: Studies = { studies: null, loaded: new Map(), isArriving: false };

/**
 * The studies with their display sets. The first series with images comes with the layout, so that its image is on
 * screen before anything else is asked for; the others of opened studies follow in the order of the panel. Other
 * studies of the patient are named only, until `openStudy`.
 */
export function useStudies(options: Options) {
  const { query, begun, attempt, progress } = options;
  const { root, studyInstanceUid, seriesInstanceUid } = query;
  const [result, setResult] = useState<Studies>(EMPTY);
  const latest = useRef({ ...options, result });
  latest.current = { ...options, result };
  const queue = useRef<MetadataQueue | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` starts anew; what was begun counts once
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    setResult(EMPTY);
    let hasShown = false;

    const accept = (series: SeriesSummary, loaded: LoadedSeries) => {
      if (signal.aborted) return;
      if (loaded.status === "ready") progress.setSeries(series.key, loaded.displaySets);
      setResult((before) => ({ ...before, loaded: new Map(before.loaded).set(series.key, loaded) }));
      if (hasShown || loaded.status !== "ready") return;
      // A report that was asked for is what the reader came for, also without a picture.
      const isAskedFor = series.seriesInstanceUid === seriesInstanceUid;
      const first = loaded.displaySets.find((set) => !set.notShown) ?? (isAskedFor && loaded.displaySets[0]);
      if (first) {
        hasShown = true;
        latest.current.onFirst(first);
      }
    };
    const fail = (error: unknown) => {
      if (signal.aborted) return;
      latest.current.onFailure(error instanceof ViewerFailure ? error : new ViewerFailure("server"));
    };
    const work = new MetadataQueue(root, signal, accept, fail);
    queue.current = work;

    const load = async () => {
      const begin = { root, studyInstanceUid, seriesInstanceUid };
      const { opening, displaySets } = await ((attempt === 0 && begun) || startOpening(begin, signal));
      if (signal.aborted) return;
      const { studies, first, arriving } = opening;
      setResult({ studies, loaded: new Map(), isArriving: arriving.size > 0 });
      const series = inLoadingOrder(studies, seriesInstanceUid);
      const given = series.find((entry) => entry.seriesInstanceUid === first?.seriesInstanceUid);
      if (given) accept(given, { status: "ready", displaySets });
      work.add(series.filter((entry) => entry !== given));
    };
    load().catch(fail);
    return () => abort.abort();
  }, [root, studyInstanceUid, seriesInstanceUid, attempt, progress]);

  /** Begins to load a study that was only named: a prior is loaded when somebody opens it. */
  const openStudy = useCallback((study: StudySummary) => {
    setResult((before) => ({
      ...before,
      studies:
        before.studies?.map((entry) =>
          entry.root === study.root && entry.studyInstanceUid === study.studyInstanceUid
            ? { ...entry, isOpen: true }
            : entry,
        ) ?? null,
    }));
    queue.current?.add(inLoadingOrder([{ ...study, isOpen: true }], undefined));
  }, []);

  /** Lays studies of another root beside these: an own one beside what was received. @throws ViewerFailure */
  const addStudy = useCallback(async (added: { root: string; studyInstanceUid?: string }) => {
    const opening = await loadOpening({ ...added, withoutMetadata: true, isAdded: true });
    const studies = opening.studies.filter((study) => study.isOpen);
    setResult((before) => {
      const known = new Set(before.studies?.map((study) => `${study.root}|${study.studyInstanceUid}`));
      const fresh = studies.filter((study) => !known.has(`${study.root}|${study.studyInstanceUid}`));
      return { ...before, studies: [...(before.studies ?? []), ...fresh] };
    });
    queue.current?.add(inLoadingOrder(studies, undefined));
  }, []);

  /** Takes over what a later answer about the same studies says: series that grew are read again, in place. */
  const grow = useCallback((studies: StudySummary[], isArriving: boolean) => {
    const { studies: before } = latest.current.result;
    if (!before) return;
    const known = new Map(before.flatMap((study) => study.series.map((series) => [series.key, series])));
    const isOpen = new Map(before.map((study) => [`${study.root}|${study.studyInstanceUid}`, study.isOpen]));
    const opened = studies.filter(
      (study) => isOpen.get(`${study.root}|${study.studyInstanceUid}`) ?? study.isOpen,
    );
    const grown = opened
      .flatMap((study) => study.series)
      .filter((series) => (known.get(series.key)?.instanceCount ?? -1) !== series.instanceCount);
    setResult((now) => ({
      ...now,
      isArriving,
      studies: grown.length === 0 ? now.studies : merge(now.studies ?? [], studies),
    }));
    queue.current?.add(grown);
  }, []);

  return { ...result, openStudy, addStudy, grow };
}

/** Studies as they are now, with what the reader opened still open; those of other roots stay. */
function merge(before: StudySummary[], now: StudySummary[]): StudySummary[] {
  const fresh = new Map(now.map((study) => [`${study.root}|${study.studyInstanceUid}`, study]));
  const kept = before.map((study) => {
    const newer = fresh.get(`${study.root}|${study.studyInstanceUid}`);
    fresh.delete(`${study.root}|${study.studyInstanceUid}`);
    return newer ? { ...newer, isOpen: study.isOpen } : study;
  });
  return [...kept, ...fresh.values()];
}

/** Reads series one after another, a few at once. */
class MetadataQueue {
  private readonly waiting: SeriesSummary[] = [];
  private running = 0;

  constructor(
    private readonly root: string,
    private readonly signal: AbortSignal,
    private readonly onLoaded: (series: SeriesSummary, loaded: LoadedSeries) => void,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  add(series: SeriesSummary[]): void {
    const waiting = new Set(this.waiting.map(({ key }) => key));
    this.waiting.push(...series.filter(({ key }) => !waiting.has(key)));
    while (this.running < METADATA_AT_ONCE && this.waiting.length > 0) void this.next();
  }

  private async next(): Promise<void> {
    this.running += 1;
    try {
      for (let series = this.waiting.shift(); series && !this.signal.aborted; series = this.waiting.shift())
        this.onLoaded(series, await this.load(series));
    } catch (error) {
      this.waiting.length = 0;
      this.onFailure(error);
    } finally {
      this.running -= 1;
    }
  }

  private async load(series: SeriesSummary): Promise<LoadedSeries> {
    try {
      const instances = await loadSeriesMetadata(series, this.signal);
      for (const instance of instances) await fetchBulkTables(instance, this.signal);
      return { status: "ready", displaySets: makeDisplaySets(window.location.origin, series, instances) };
    } catch (error) {
      // One series that can't be read is no reason to hide the others, nor are rights to another share that are lost;
      // lost rights to what was opened and a lost server are.
      const isOurs = series.root === this.root;
      if (isOurs && error instanceof ViewerFailure && !["server", "not-found"].includes(error.kind))
        throw error;
      if (this.signal.aborted) throw error;
      return { status: "failed" };
    }
  }
}

/** What was asked for, then image series before the rest, each in the order of the panel. */
function inLoadingOrder(studies: StudySummary[], askedFor: string | undefined): SeriesSummary[] {
  const all = studies.filter((study) => study.isOpen).flatMap((study) => study.series);
  const rank = (series: SeriesSummary) =>
    series.seriesInstanceUid === askedFor ? 0 : WITHOUT_IMAGES.has(series.modality) ? 2 : 1;
  return all.sort((a, b) => rank(a) - rank(b));
}
