"use client";

import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api, isApiProblem } from "@/components/api-client";
import { toast } from "@/components/ui";
import type { Share } from "./share";

const path = (id: string) => `/api/v1/shares/${encodeURIComponent(id)}`;
const FRESH_MS = 10_000;

/** One share, asked for again while it is looked at: openings and arrivals show by themselves. */
export function useShare(id: string, initial?: Share) {
  return useQuery({
    queryKey: ["shares", "one", id],
    queryFn: ({ signal }) => api<Share>(path(id), { signal }),
    initialData: initial,
    refetchInterval: (query) => (query.state.status === "error" ? false : FRESH_MS),
    retry: (count, error) => count < 2 && !(isApiProblem(error) && error.status >= 400 && error.status < 500),
  });
}

export type ShareAction =
  | "revoke"
  | "extend"
  | "recipients"
  | "remind"
  | "decline"
  | "forward"
  | "claim"
  | "work"
  | "complete"
  | "replies";

/** Shows an answer. What is being asked meanwhile may be older, or newer: asked again, it comes after it. */
async function takeShare(queries: QueryClient, share: Share): Promise<void> {
  const queryKey = ["shares", "one", share.id];
  await queries.cancelQueries({ queryKey });
  queries.setQueryData(queryKey, share);
  void queries.invalidateQueries({ queryKey });
}

/** Changes a share; the answer is shown at once, and the lists and the rail's count follow. */
export function useShareAction(id: string) {
  const queries = useQueryClient();
  const t = useTranslations("shares.failed");
  return useMutation({
    mutationFn: ({ action, body }: { action: ShareAction; body?: unknown }) =>
      api<Share>(`${path(id)}/${action}`, { method: "POST", body: body ?? {} }),
    onSuccess: async (share) => {
      await takeShare(queries, share);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["shares", "list"] }),
        queries.invalidateQueries({ queryKey: ["inbox"] }),
      ]);
    },
    onError: (error) => {
      const known = [
        "already_claimed",
        "other_organization",
        "not_connected",
        "unknown_address",
        "expiry_in_past",
      ];
      const code = isApiProblem(error) && known.includes(error.code) ? error.code : "other";
      toast.error(t(code), { description: isApiProblem(error) ? error.reference : undefined });
    },
  });
}

/** Keeps a colleague's answer as a document beside the study. */
export function useKeepAnswer(id: string) {
  const queries = useQueryClient();
  const t = useTranslations("shares.failed");
  return useMutation({
    mutationFn: (replyId: string) =>
      api<Share>(`${path(id)}/replies/${encodeURIComponent(replyId)}/keep`, { method: "POST", body: {} }),
    onSuccess: async (share) => {
      await takeShare(queries, share);
      await queries.invalidateQueries({ queryKey: ["studies"] });
    },
    onError: (error) =>
      toast.error(t("other"), { description: isApiProblem(error) ? error.reference : undefined }),
  });
}
