"use client";

import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api-client";

type ShareCounts = { unread: number };

/** What waits behind the entries of the rail, looked at every half minute while the page is in sight. */
export function useCounts(hasInbox: boolean): Record<string, number> {
  const inbox = useQuery({
    queryKey: ["shares", "counts"],
    queryFn: ({ signal }) => api<ShareCounts>("/api/v1/inbox/counts", { signal }),
    enabled: hasInbox,
    refetchInterval: 30_000,
    retry: false,
  });
  return { inbox: inbox.data?.unread ?? 0 };
}
