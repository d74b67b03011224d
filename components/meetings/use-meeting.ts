"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api, isApiProblem } from "@/components/api-client";
import { useLive } from "@/components/live";
import { toast } from "@/components/ui";
import type { Board, Case } from "@/lib/meetings";

export const boardKey = (id: string) => ["meetings", "one", id] as const;
export const caseKey = (id: string) => ["meetings", "case", id] as const;
const path = (id: string) => `/api/v1/meetings/${encodeURIComponent(id)}`;
export const casePath = (id: string) => `/api/v1/meetings/cases/${encodeURIComponent(id)}`;

const isFinal = (error: unknown) => isApiProblem(error) && error.status >= 400 && error.status < 500;

/** A meeting's board; what others do shows by itself. */
export function useBoard(id: string, initial?: Board) {
  const queries = useQueryClient();
  const board = useQuery({
    queryKey: boardKey(id),
    queryFn: ({ signal }) => api<Board>(path(id), { signal }),
    initialData: initial,
    retry: (count, error) => count < 2 && !isFinal(error),
  });
  const live = useLive([`meeting:${id}`], ({ caseId }) => {
    void queries.invalidateQueries({ queryKey: boardKey(id) });
    void queries.invalidateQueries({ queryKey: caseId ? caseKey(caseId) : ["meetings", "case"] });
  });
  return { board, live };
}

export function useCase(id: string | null) {
  return useQuery({
    queryKey: caseKey(id ?? ""),
    queryFn: ({ signal }) => api<Case>(casePath(id ?? ""), { signal }),
    enabled: id !== null,
    retry: (count, error) => count < 2 && !isFinal(error),
  });
}

const KNOWN = [
  "agenda_changed",
  "agenda_full",
  "meeting_over",
  "deadline_passed",
  "several_patients",
  "patient_missing",
  "bsn_invalid",
  "unknown_address",
  "not_connected",
  "outcomes_unsigned",
  "outcome_empty",
  "already_signed",
  "not_signed",
  "not_amending",
  "report_pending",
  "outcome_unchanged",
  "changed_meanwhile",
  "no_own_address",
  "last_coordinator",
  "date_in_past",
  "already_planned",
  "forbidden",
] as const;

/** What to say about a call that failed. */
export function useFailure(): (error: unknown) => void {
  const t = useTranslations("meetings.failed");
  return (error) => {
    const code = KNOWN.find((known) => isApiProblem(error, known)) ?? "other";
    toast.error(t(code), { description: isApiProblem(error) ? error.reference : undefined });
  };
}

type Call = { method?: "POST" | "PUT" | "DELETE"; body?: unknown };

/** Something done to the meeting as a whole; the answer is its board. */
export function useMeetingAction(id: string) {
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    mutationFn: ({ action, method = "POST", body = {} }: Call & { action: string }) =>
      api<Board>(`${path(id)}/${action}`, { method, body }),
    onSuccess: async (board) => {
      // What is being asked meanwhile may be older than this answer, or newer: asked again, it comes after it.
      await queries.cancelQueries({ queryKey: boardKey(id) });
      queries.setQueryData(boardKey(id), board);
      void queries.invalidateQueries({ queryKey: boardKey(id) });
      void queries.invalidateQueries({ queryKey: ["meetings", "list"] });
    },
    onError: (error) => {
      fail(error);
      void queries.invalidateQueries({ queryKey: boardKey(id) });
    },
  });
}

/** Something done to a case; the answer is the case as it is then. */
export function useCaseAction(meetingId: string, caseId: string) {
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    mutationFn: ({ action, method = "PUT", body = {} }: Call & { action: string }) =>
      api<Case | undefined>(`${casePath(caseId)}${action ? `/${action}` : ""}`, { method, body }),
    onSuccess: (found) => {
      if (found) queries.setQueryData(caseKey(caseId), found);
      void queries.invalidateQueries({ queryKey: boardKey(meetingId) });
    },
    onError: (error) => {
      fail(error);
      void queries.invalidateQueries({ queryKey: caseKey(caseId) });
      void queries.invalidateQueries({ queryKey: boardKey(meetingId) });
    },
  });
}
