"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * A field that the server sent can be typed in before the page's programs listen. React then leaves that text in the
 * field and knows nothing of it, until the next change wipes it away. Once the field is listened to, `take` gets it.
 */
export function useEarlyInput(
  field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  value: unknown,
  take: ((field: HTMLInputElement | HTMLTextAreaElement) => void) | undefined,
): void {
  const first = useRef({ value, take });
  useEffect(() => {
    const node = field.current;
    const { value: known, take: tell } = first.current;
    if (node && tell && typeof known === "string" && node.value !== known) tell(node);
  }, [field]);
}
