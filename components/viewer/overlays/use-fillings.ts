import { type RefObject, useEffect, useRef, useState } from "react";
import type { Filling, Marking, Space } from "./marking";
import { type Painted, paintedOf } from "./paint-fillings";

export type FillingStatus = "none" | "loading" | "failed" | "complete";

/**
 * The places that markings fill, fetched while they are shown on a plane that is on screen. What isn't there as a whole
 * isn't drawn: a part of it would say that there is nothing elsewhere.
 */
export function useFillings(
  shown: Marking[],
  space: Space | undefined,
  painted: RefObject<Painted[]>,
  onChange: () => void,
): FillingStatus {
  const [status, setStatus] = useState<FillingStatus>("none");
  const changed = useRef(onChange);
  changed.current = onChange;
  const ids = shown.flatMap(({ id, fill }) => (fill ? id : [])).join("\n");

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` is another list each time; its ids are what changes
  useEffect(() => {
    const wanted = shown.flatMap(({ fill, colour }) => (fill ? [{ fill, colour }] : []));
    painted.current = [];
    if (!space || wanted.length === 0) {
      setStatus("none");
      changed.current();
      return;
    }
    let isGone = false;
    let left = wanted.length;
    let hasFailed = false;
    const found: ({ filling: Filling; colour: string } | undefined)[] = wanted.map(() => undefined);
    const isLeft = () => isGone;
    const settle = () => {
      left -= 1;
      if (isGone) return;
      painted.current = paintedOf(found.flatMap((each) => each ?? []));
      if (left === 0) setStatus(hasFailed ? "failed" : "complete");
      changed.current();
    };
    setStatus("loading");
    for (const [index, { fill, colour }] of wanted.entries())
      fill(space, isLeft)
        .then((filling) => {
          found[index] = { filling, colour };
        })
        .catch(() => {
          hasFailed = true;
        })
        .finally(settle);
    return () => {
      isGone = true;
    };
  }, [ids, space]);

  return status;
}
