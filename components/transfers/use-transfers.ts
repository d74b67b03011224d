"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api, isApiProblem } from "@/components/api-client";
import { toast } from "@/components/ui";
import { type Destination, isRunning, type Transfer } from "./transfer";

type Page = { items: Transfer[]; nextCursor: string | null };

const BUSY_MS = 1_500;
const QUIET_MS = 30_000;

/** Transfers of the own organisation; asked for often while one of them runs. */
export function useTransfers(filter: Record<string, string>) {
  const query = new URLSearchParams(filter).toString();
  return useQuery({
    queryKey: ["transfers", query],
    queryFn: ({ signal }) => api<Page>(`/api/v1/transfers?${query}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? BUSY_MS : QUIET_MS),
  });
}

export function useDestinations(isWanted = true) {
  return useQuery({
    queryKey: ["destinations"],
    queryFn: ({ signal }) => api<{ items: Destination[] }>("/api/v1/peers", { signal }),
    enabled: isWanted,
  });
}

/** Retry or cancel; what is on the screen follows at once. */
export function useTransferAction() {
  const queries = useQueryClient();
  const problem = useTransferProblem();
  return useMutation({
    mutationFn: ({ id, action }: { id: string; action: "retry" | "cancel" }) =>
      api<Transfer>(`/api/v1/transfers/${id}/${action}`, { method: "POST" }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["transfers"] }),
    onError: (error) => toast.error(problem(error)),
  });
}

/** What went wrong, in words. */
export function useTransferProblem(): (error: unknown) => string {
  const t = useTranslations("transfers.problems");
  return (error) => {
    const code = isApiProblem(error) ? error.code : "unknown";
    return t.has(code as "unknown") ? t(code as "unknown") : t("unknown");
  };
}
