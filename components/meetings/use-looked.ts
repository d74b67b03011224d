"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "@/components/api-client";
import { boardKey, casePath } from "./use-meeting";

const LOOK_MS = 3_000;

/** Who has a case open for a moment has looked at it: what was new isn't any more, at the next visit. */
export function useLooked(meetingId: string, caseId: string | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (caseId === null) return;
    const timer = setTimeout(() => {
      api(`${casePath(caseId)}/look`, { method: "PUT", body: {} })
        .then(() => queries.invalidateQueries({ queryKey: boardKey(meetingId) }))
        // Nobody loses anything: it stays marked as new.
        .catch(() => {});
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [caseId, meetingId, queries]);
}
