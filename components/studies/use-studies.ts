"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "@/components/api-client";
import type { DataSort } from "@/components/ui";
import type { StudyFilters } from "./filters";
import type { StudyPage } from "./study";
import { studyQuery } from "./study-query";

/** The organisation's studies, page after page by the server's cursor; the old rows stay until the new are there. */
export function useStudies(filters: StudyFilters, sort: DataSort | null) {
  const { queryKey, body } = studyQuery(filters, sort);
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api<StudyPage>("/api/v1/studies/search", {
        body: { ...body, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}
