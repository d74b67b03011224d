"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api, isApiProblem } from "@/components/api-client";
import { useLive } from "@/components/live";
import { toast } from "@/components/ui";
import type { ImageRequestView, PatientMatch } from "./request";

const path = (id: string) => `/api/v1/requests/${encodeURIComponent(id)}`;

/** One request, that follows what happens to it. */
export function useRequest(id: string) {
  const queries = useQueryClient();
  useLive([`request:${id}`], () => {
    void queries.invalidateQueries({ queryKey: ["requests", "one", id] });
  });
  return useQuery({
    queryKey: ["requests", "one", id],
    queryFn: ({ signal }) => api<ImageRequestView>(path(id), { signal }),
    retry: (count, error) => count < 2 && !(isApiProblem(error) && error.status >= 400 && error.status < 500),
  });
}

export function useMatches(id: string, isWanted: boolean) {
  return useQuery({
    queryKey: ["requests", "matches", id],
    queryFn: ({ signal }) => api<{ items: PatientMatch[] }>(`${path(id)}/matches`, { signal }),
    enabled: isWanted,
  });
}

const KNOWN = ["request_closed", "patient_not_confirmed", "not_connected", "unknown_address"] as const;

export function useRequestAction(id: string) {
  const queries = useQueryClient();
  const t = useTranslations("requests.failed");
  return useMutation({
    mutationFn: ({
      action,
      body,
    }: {
      action: "answer" | "decline" | "withdraw" | "remind";
      body?: unknown;
    }) => api<ImageRequestView>(`${path(id)}/${action}`, { method: "POST", body: body ?? {} }),
    onSuccess: async (request) => {
      // What is being asked meanwhile may be older than this answer, or newer: asked again, it comes after it.
      await queries.cancelQueries({ queryKey: ["requests", "one", id] });
      queries.setQueryData(["requests", "one", id], request);
      void queries.invalidateQueries({ queryKey: ["requests", "one", id] });
      await queries.invalidateQueries({ queryKey: ["requests", "list"] });
      await queries.invalidateQueries({ queryKey: ["requests", "counts"] });
    },
    onError: async (error) => {
      const code = KNOWN.find((known) => isApiProblem(error, known)) ?? "other";
      toast.error(t(code), { description: isApiProblem(error) ? error.reference : undefined });
      if (code === "request_closed") await queries.invalidateQueries({ queryKey: ["requests", "one", id] });
    },
  });
}
