import { useCallback, useEffect, useRef, useState } from "react";

const SETTLE_MS = 150;

/**
 * Which image each pane shows, once scrolling has paused: the screen round the images isn't drawn anew for every
 * image that passes.
 */
export function useSettledIndexes(): {
  indexes: Record<number, number>;
  noteIndex: (pane: number, index: number) => void;
} {
  const [indexes, setIndexes] = useState<Record<number, number>>({});
  const latest = useRef<Record<number, number>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const noteIndex = useCallback((pane: number, index: number) => {
    latest.current = { ...latest.current, [pane]: index };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIndexes(latest.current), SETTLE_MS);
  }, []);
  return { indexes, noteIndex };
}
