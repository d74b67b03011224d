import { useCallback, useState } from "react";
import { EMPTY_DRAFT, isEmptyDraft, parseDraft, type ReplyDraft } from "./reply-draft";

/**
 * A reply while it is written. It also stands in this tab's store, so that a closed panel, a lost connection or a
 * session that ended doesn't lose it; with the tab it goes.
 */
export function useReplyDraft(key: string) {
  const [draft, setDraft] = useState(() => parseDraft(read(key)));
  const change = useCallback(
    (part: Partial<ReplyDraft>) =>
      setDraft((before) => {
        const next = { ...before, ...part };
        keep(key, next);
        return next;
      }),
    [key],
  );
  const clear = useCallback(() => change(EMPTY_DRAFT), [change]);
  return { draft, change, clear };
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, draft: ReplyDraft): void {
  try {
    if (isEmptyDraft(draft)) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden store: the text still stands in the panel.
  }
}
