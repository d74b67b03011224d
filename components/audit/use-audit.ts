"use client";

import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { api } from "@/components/api-client";
import type { AuditLogState, AuditRow } from "@/lib/audit-log";

export type { AuditRow } from "@/lib/audit-log";

export type AuditFilters = {
  patientIdentifier: string;
  user: string;
  action: string;
  outcome: "" | AuditRow["outcome"];
  dateFrom: string;
  dateTo: string;
};

export const NO_FILTERS: AuditFilters = {
  patientIdentifier: "",
  user: "",
  action: "",
  outcome: "",
  dateFrom: "",
  dateTo: "",
};

/** The log by filter, newest first. Each reading is logged itself, so nothing is read again by the way. */
export function useAudit(filters: AuditFilters) {
  const filled = Object.fromEntries(Object.entries(filters).filter(([, value]) => value.trim() !== ""));
  return useInfiniteQuery({
    queryKey: ["audit", filled],
    queryFn: ({ pageParam, signal }) =>
      api<{ items: AuditRow[]; nextCursor: string | null }>("/api/v1/audit/search", {
        body: { ...filled, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function useVerify() {
  return useMutation({ mutationFn: () => api<AuditLogState>("/api/v1/audit/verify", { method: "POST" }) });
}
