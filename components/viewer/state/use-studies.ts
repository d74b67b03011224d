import { useEffect, useState } from "react";
import type { LoadProgress } from "../cornerstone/progress";
import { fetchBulkTables } from "../data/bulk-tables";
import { type DisplaySet, makeDisplaySets } from "../data/display-sets";
import { ViewerFailure } from "../data/failure";
import { loadSeriesMetadata, loadStudies, type SeriesSummary, type StudySummary } from "../data/load-study";

export type LoadedSeries = { status: "ready"; displaySets: DisplaySet[] } | { status: "failed" };

export type Studies = { studies: StudySummary[] | null; loaded: Map<string, LoadedSeries> };

type Options = {
  root: string;
  studyInstanceUid: string | undefined;
  /** Comes before all others. */
  seriesInstanceUid: string | undefined;
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
const EMPTY: Studies = { studies: null, loaded: new Map() };

/**
 * The studies with their display sets. The first series with images comes alone and at once, so that its image is
 * on screen before anything else is asked for; the others follow in the order of the panel.
 */
export function useStudies({
  root,
  studyInstanceUid,
  seriesInstanceUid,
  attempt,
  progress,
  onFirst,
  onFailure,
}: Options): Studies {
  const [result, setResult] = useState<Studies>(EMPTY);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the callbacks are read at the time of the answer; `attempt` starts anew
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    setResult(EMPTY);

    const load = async () => {
      const studies = await loadStudies(root, studyInstanceUid, signal);
      if (studies.length === 0) throw new ViewerFailure("not-found", 404);
      setResult({ studies, loaded: new Map() });
      const queue = inLoadingOrder(studies, seriesInstanceUid);
      let hasShown = false;
      const next = async () => {
        const series = queue.shift();
        if (!series || signal.aborted) return;
        const loaded = await loadSeries(series);
        if (signal.aborted) return;
        setResult((before) => ({
          ...before,
          loaded: new Map(before.loaded).set(series.seriesInstanceUid, loaded),
        }));
        if (hasShown || loaded.status !== "ready") return;
        // A report that was asked for is what the reader came for, also without a picture.
        const isAskedFor = series.seriesInstanceUid === seriesInstanceUid;
        const first =
          loaded.displaySets.find((set) => !set.notShown) ?? (isAskedFor && loaded.displaySets[0]);
        if (first) {
          hasShown = true;
          onFirst(first);
        }
      };
      while (!hasShown && queue.length > 0 && !signal.aborted) await next();
      await Promise.all(
        Array.from({ length: METADATA_AT_ONCE }, async () => {
          while (queue.length > 0 && !signal.aborted) await next();
        }),
      );
    };

    const loadSeries = async (series: SeriesSummary): Promise<LoadedSeries> => {
      try {
        const instances = await loadSeriesMetadata(root, series, signal);
        for (const instance of instances) await fetchBulkTables(instance, signal);
        const displaySets = makeDisplaySets(window.location.origin, root, series, instances);
        progress.setSeries(series.seriesInstanceUid, displaySets);
        return { status: "ready", displaySets };
      } catch (error) {
        // One series that can't be read is no reason to hide the others; lost rights and a lost server are.
        if (error instanceof ViewerFailure && !["server", "not-found"].includes(error.kind)) throw error;
        if (signal.aborted) throw error;
        return { status: "failed" };
      }
    };

    load().catch((error: unknown) => {
      if (signal.aborted) return;
      onFailure(error instanceof ViewerFailure ? error : new ViewerFailure("server"));
    });
    return () => abort.abort();
  }, [root, studyInstanceUid, seriesInstanceUid, attempt, progress]);

  return result;
}

/** What was asked for, then image series before the rest, each in the order of the panel. */
function inLoadingOrder(studies: StudySummary[], askedFor: string | undefined): SeriesSummary[] {
  const all = studies.flatMap((study) => study.series);
  const rank = (series: SeriesSummary) =>
    series.seriesInstanceUid === askedFor ? 0 : WITHOUT_IMAGES.has(series.modality) ? 2 : 1;
  return all.sort((a, b) => rank(a) - rank(b));
}
