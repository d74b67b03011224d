"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api, isApiProblem } from "@/components/api-client";
import { toast } from "@/components/ui";

const ROOT = "/api/v1/administration";

/** A list or a state of administration, by its path below /api/v1/administration. */
export function useAdministration<T>(path: string, options: { refetchInterval?: number } = {}) {
  return useQuery({
    queryKey: ["administration", path],
    queryFn: ({ signal }) => api<T>(`${ROOT}/${path}`, { signal }),
    placeholderData: keepPreviousData,
    ...options,
  });
}

/** What went wrong in the words of who has to put it right. */
export function useProblemText(): (error: unknown) => string {
  const t = useTranslations("admin.problems");
  return (error) => {
    if (!isApiProblem(error)) return t("unknown");
    return t.has(error.code as "unknown") ? t(error.code as "unknown") : t("unknown");
  };
}

type Call = { path: string; method?: "POST" | "PUT" | "DELETE"; body?: unknown };

/** A change; the lists that show it are read again. A failure that no form shows is told by a toast. */
export function useChange({ isToldByForm = false } = {}) {
  const queries = useQueryClient();
  const problemText = useProblemText();
  return useMutation({
    mutationFn: ({ path, method = "POST", body }: Call) => api<unknown>(`${ROOT}/${path}`, { method, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["administration"] }),
    onError: (error) => {
      if (!isToldByForm) toast.error(problemText(error));
    },
  });
}
