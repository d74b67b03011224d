"use client";

import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
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

/** Something done to the meeting as a whole; the answer is its board. What is done quickly arrives in its order. */
export function useMeetingAction(id: string) {
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    scope: { id: `meeting ${id}` },
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

/**
 * Shows a case as an answer has it, under its own name: by the time it comes another case may be on the screen. What
 * is being asked meanwhile may be older, or newer: asked again, it comes after it.
 */
export async function takeCase(queries: QueryClient, found: Case): Promise<void> {
  await queries.cancelQueries({ queryKey: caseKey(found.id) });
  queries.setQueryData(caseKey(found.id), found);
  void queries.invalidateQueries({ queryKey: caseKey(found.id) });
}

/** Something done to a case; the answer is the case as it is then. */
export function useCaseAction(meetingId: string, caseId: string) {
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    // Of this case alone: who has gone on to the next one waits for nothing, and is not taken further by its answer.
    mutationKey: ["meetings", "case-action", caseId],
    mutationFn: ({ action, method = "PUT", body = {} }: Call & { action: string }) =>
      api<Case | undefined>(`${casePath(caseId)}${action ? `/${action}` : ""}`, { method, body }),
    onSuccess: async (found) => {
      if (found) await takeCase(queries, found);
      void queries.invalidateQueries({ queryKey: boardKey(meetingId) });
    },
    onError: (error) => {
      fail(error);
      void queries.invalidateQueries({ queryKey: ["meetings", "case"] });
      void queries.invalidateQueries({ queryKey: boardKey(meetingId) });
    },
  });
}
