"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CaseRow } from "@/lib/meetings";
import { MOST_PICTURES, type Picture, picturesOf } from "./images";
import { outward } from "./outward";

const STALE_MS = 5 * 60_000;
const AGAIN_MS = 3_000;

/** A case's pictures, or its first one alone. What of its shares decides which there are is in the key. */
const queryOf = (row: CaseRow | undefined, most: number) => ({
  queryKey: [
    "meetings",
    "pictures",
    row?.id ?? "",
    row?.shares.map(({ shareId, isReady, studies }) => `${shareId}${isReady}${studies.length}`).join() ?? "",
    most,
  ],
  queryFn: ({ signal }: { signal: AbortSignal }) => (row ? picturesOf(row, signal, most) : []),
  staleTime: STALE_MS,
  // As long as the page: a case is come back to after an hour of others.
  gcTime: Number.POSITIVE_INFINITY,
});

/** Bitmaps that are decoded already, by address: showing one costs a frame. They go with the page. */
const decoded = new Map<string, Promise<HTMLImageElement>>();

/** Loads and decodes a picture once. */
export function preload(url: string): Promise<HTMLImageElement> {
  const there = decoded.get(url);
  if (there) return there;
  const image = new Image();
  image.src = url;
  const ready = image.decode().then(() => image);
  decoded.set(url, ready);
  ready.catch(() => decoded.delete(url));
  return ready;
}

/** Nothing outlives the right to see it. */
export function forgetPictures(): void {
  decoded.clear();
}

/** A case's pictures, loaded and decoded in their order. */
export function usePictures(row: CaseRow | undefined): {
  pictures: Picture[];
  isPending: boolean;
  isReady: boolean;
  /** Asked again by itself: nobody types at a projector. */
  isFailed: boolean;
} {
  const client = useQueryClient();
  const [isReady, setReady] = useState(false);
  const query = useQuery({
    ...queryOf(row, MOST_PICTURES),
    enabled: row !== undefined,
    retry: 1,
    refetchInterval: ({ state }) => (state.status === "error" ? AGAIN_MS : false),
    // Stepped to quickly: the first one is here before the others are known.
    placeholderData: () => client.getQueryData<Picture[]>(queryOf(row, 1).queryKey),
  });
  const pictures = query.data;
  useEffect(() => {
    setReady(false);
    if (!pictures) return;
    let isGone = false;
    const load = async () => {
      // The first one first: that is what is switched to.
      for (const [index, { url }] of pictures.entries()) {
        if (isGone) return;
        await preload(url).catch(() => {});
        if (index === 0 && !isGone) setReady(true);
      }
      if (pictures.length === 0 && !isGone) setReady(true);
    };
    void load();
    return () => {
      isGone = true;
    };
  }, [pictures]);
  return { pictures: pictures ?? [], isPending: query.isPending, isReady, isFailed: query.isError };
}

/**
 * The first picture of every case of the agenda, from the current one outward: whoever steps quickly, or back, waits
 * for none. Of cases further away no more than that is kept.
 * @param mayBegin once the next case has what it needs
 * @returns whether all are here
 */
export function usePicturesAround(cases: CaseRow[], index: number, mayBegin: boolean): boolean {
  const client = useQueryClient();
  const [around, setAround] = useState<CaseRow[] | null>(null);
  useEffect(() => {
    forgetFar(client, cases, index);
    if (!mayBegin) return;
    let isGone = false;
    const load = async () => {
      for (const row of outward(cases, index)) {
        if (isGone) return;
        const [first] = await client.fetchQuery({ ...queryOf(row, 1), retry: 1 }).catch(() => []);
        if (first) await preload(first.url).catch(() => {});
      }
      if (!isGone) setAround(cases);
    };
    void load();
    return () => {
      isGone = true;
    };
  }, [client, cases, index, mayBegin]);
  return around === cases;
}

function forgetFar(client: QueryClient, cases: CaseRow[], index: number): void {
  const kept = new Set<string>();
  for (const [at, row] of cases.entries())
    for (const most of Math.abs(at - index) > 1 ? [1] : [1, MOST_PICTURES])
      for (const { url } of client.getQueryData<Picture[]>(queryOf(row, most).queryKey) ?? []) kept.add(url);
  for (const url of decoded.keys()) if (!kept.has(url)) decoded.delete(url);
}
