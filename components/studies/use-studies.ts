"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "@/components/api-client";
import type { DataSort } from "@/components/ui";
import { type StudyFilters, toSearchBody } from "./filters";
import type { StudyPage } from "./study";

const PAGE = 50;

/** The organisation's studies, page after page by the server's cursor; the old rows stay until the new are there. */
export function useStudies(filters: StudyFilters, sort: DataSort | null) {
  const body = toSearchBody(filters);
  const order = sort ? { sort: sort.id, direction: sort.isDescending ? "desc" : "asc" } : {};
  return useInfiniteQuery({
    queryKey: ["studies", "search", body, order],
    queryFn: ({ pageParam, signal }) =>
      api<StudyPage>("/api/v1/studies/search", {
        body: { ...body, ...order, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}
