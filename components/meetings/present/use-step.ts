"use client";

import { notifyManager } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Board } from "@/lib/meetings";
import { useMeetingAction } from "../use-meeting";

/**
 * Which case the room looks at. Our own step shows at once, however fast the next one follows: the server hears of one
 * at a time, and of the last one alone when several waited. Its word, once it knows all, holds for every screen: our
 * step gives way when the board says another one, not when the answer arrives, which is before the board is drawn anew.
 */
export function useStep(board: Board): { index: number; go: (to: number) => void } {
  const { mutateAsync } = useMeetingAction(board.id);
  const [stepped, setStepped] = useState<string | null>(null);
  const untold = useRef<string | null>(null);
  const isTelling = useRef(false);
  const isOver = board.state === "CLOSED" || board.state === "CANCELLED";

  // biome-ignore lint/correctness/useExhaustiveDependencies: by what the server says
  useEffect(() => {
    if (!isTelling.current) setStepped(null);
  }, [board.currentCaseId]);

  const tell = useCallback(async () => {
    if (isTelling.current) return;
    isTelling.current = true;
    try {
      while (untold.current !== null) {
        const caseId = untold.current;
        untold.current = null;
        const answer = await mutateAsync({ action: "present", method: "PUT", body: { caseId } });
        // Another screen was later than ours and is in this answer: once the board is drawn with it, it holds.
        if (answer.currentCaseId !== caseId)
          notifyManager.schedule(() => setStepped((now) => (now === caseId ? null : now)));
      }
    } catch {
      // Not taken: what the server says shows again.
      untold.current = null;
      setStepped(null);
    } finally {
      isTelling.current = false;
    }
  }, [mutateAsync]);

  const go = useCallback(
    (to: number) => {
      const target = board.cases[to];
      if (!target) return;
      setStepped(target.id);
      if (!board.isLead || isOver) return;
      untold.current = target.id;
      void tell();
    },
    [board.cases, board.isLead, isOver, tell],
  );
  const currentId = stepped ?? board.currentCaseId;
  return { index: board.cases.findIndex(({ id }) => id === currentId), go };
}
