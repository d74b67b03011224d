import { fetchFrameEarly } from "../cornerstone/frame-bytes";
import { fetchBulkTables } from "../data/bulk-tables";
import { type DisplaySet, initialIndex, makeDisplaySets } from "../data/display-sets";
import { loadOpening, type Opening, type OpeningQuery } from "../data/load-study";

/** The study laid out, with the series to begin with read. */
export type FirstLook = { opening: Opening; displaySets: DisplaySet[]; first: DisplaySet | null };

/**
 * Asks for the study and then for the bytes of its first image: all while the renderer is still on its way.
 * Knows nothing of Cornerstone, so that it is in the page's first program.
 * @throws ViewerFailure
 */
export async function startOpening(query: OpeningQuery, signal?: AbortSignal): Promise<FirstLook> {
  const opening = await loadOpening(query, signal);
  const { first: given } = opening;
  const series = opening.studies
    .flatMap((study) => study.series)
    .find(({ seriesInstanceUid }) => seriesInstanceUid === given?.seriesInstanceUid);
  if (!given || !series) return { opening, displaySets: [], first: null };
  for (const instance of given.metadata) await fetchBulkTables(instance, signal ?? NEVER);
  const displaySets = makeDisplaySets(window.location.origin, series, given.metadata);
  const first = displaySets.find((set) => !set.notShown) ?? null;
  const frame = first?.frames[initialIndex(first)];
  if (frame) fetchFrameEarly(frame.imageId.slice("wadors:".length));
  return { opening, displaySets, first };
}

const NEVER = new AbortController().signal;
