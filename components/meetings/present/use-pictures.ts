"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CaseRow } from "@/lib/meetings";
import { type Picture, picturesOf } from "./images";

const STALE_MS = 5 * 60_000;
const AGAIN_MS = 3_000;

/** What of a case's shares decides which pictures there are. */
const keyOf = (row: CaseRow | undefined) => [
  "meetings",
  "pictures",
  row?.id ?? "",
  row?.shares.map(({ shareId, isReady, studies }) => `${shareId}${isReady}${studies.length}`).join() ?? "",
];

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

/** A case's pictures; with `isAhead` they are loaded for when it is its turn. */
export function usePictures(row: CaseRow | undefined): {
  pictures: Picture[];
  isPending: boolean;
  isReady: boolean;
  /** Asked again by itself: nobody types at a projector. */
  isFailed: boolean;
} {
  const [isReady, setReady] = useState(false);
  const query = useQuery({
    queryKey: keyOf(row),
    queryFn: ({ signal }) => (row ? picturesOf(row, signal) : []),
    enabled: row !== undefined,
    staleTime: STALE_MS,
    retry: 1,
    refetchInterval: ({ state }) => (state.status === "error" ? AGAIN_MS : false),
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
