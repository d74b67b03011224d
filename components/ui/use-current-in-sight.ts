"use client";

import { type RefObject, useEffect } from "react";

/** A row of links that scrolls sideways shows the one of the page that is open. */
export function useCurrentInSight(row: RefObject<HTMLElement | null>, page: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, another current entry
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (!row.current || !current) return;
    const { left, width } = row.current.getBoundingClientRect();
    const at = current.getBoundingClientRect();
    row.current.scrollLeft += at.left - left - (width - at.width) / 2;
  }, [row, page]);
}
