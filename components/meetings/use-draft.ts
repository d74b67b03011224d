"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { isApiProblem } from "@/components/api-client";

export type Fields = Record<string, string>;
export type Saved<T extends Fields> = { fields: T; version: number; updatedBy: string };
export type DraftState = "clean" | "dirty" | "saving" | "saved" | "waiting" | "conflict";

const PAUSE_MS = 700;
const RETRY_MS = 4_000;

type Options<T extends Fields> = {
  /** Names the text in this browser; with the user's id, so that it is nobody else's. */
  name: string;
  server: Saved<T>;
  /** Stores what replaces `version`. @throws ApiProblem 409 `changed_meanwhile` */
  save: (fields: T, version: number) => Promise<Saved<T>>;
  /** What the server has now. */
  reload: () => Promise<Saved<T>>;
};

const same = (a: Fields, b: Fields) => Object.keys(a).every((key) => a[key] === b[key]);

/**
 * A text that saves itself while it is written. Until the server has it, it also stands in this browser, so that
 * neither a lost connection nor a closed page loses it; when somebody else was earlier, both are shown.
 */
export function useDraft<T extends Fields>({ name, server, save, reload }: Options<T>) {
  const storageKey = `draft:${name}`;
  const [fields, setFields] = useState(server.fields);
  const [state, setState] = useState<DraftState>("clean");
  const [theirs, setTheirs] = useState<Saved<T> | null>(null);
  const [isRestored, setRestored] = useState(false);
  const now = useRef({ fields: server.fields, base: server, state: "clean" as DraftState, isBusy: false });
  const timer = useRef<number | undefined>(undefined);
  const calls = useRef({ save, reload, server });
  calls.current = { save, reload, server };

  const enter = useCallback((next: DraftState) => {
    now.current.state = next;
    setState(next);
  }, []);

  const conflictWith = useCallback(
    (other: Saved<T>) => {
      setTheirs(other);
      enter("conflict");
    },
    [enter],
  );

  /** What somebody else wrote while nothing is being written here. */
  const adopt = useCallback(() => {
    const { current } = now;
    const { server: newest } = calls.current;
    if (newest.version <= current.base.version || current.isBusy) return;
    if (current.state !== "clean" && current.state !== "saved") return;
    current.base = newest;
    current.fields = newest.fields;
    setFields(newest.fields);
  }, []);

  const flush = useCallback(async (): Promise<void> => {
    window.clearTimeout(timer.current);
    const { fields: given, base, isBusy } = now.current;
    // Nor what is saved: leaving the field for the button beside it would disable that under the pointer.
    if (isBusy || ["conflict", "clean", "saved"].includes(now.current.state)) return;
    now.current.isBusy = true;
    enter("saving");
    try {
      const saved = await calls.current.save(given, base.version);
      now.current.base = saved;
      now.current.isBusy = false;
      if (same(now.current.fields, given)) {
        localStorage.removeItem(storageKey);
        enter("saved");
        // Somebody else may have been next, and been heard before our own answer.
        return adopt();
      }
      keep(storageKey, now.current.fields, saved.version);
      enter("dirty");
      timer.current = window.setTimeout(() => void flush(), PAUSE_MS);
    } catch (error) {
      now.current.isBusy = false;
      if (isApiProblem(error, "changed_meanwhile")) {
        const other = await calls.current.reload().catch(() => null);
        if (other && same(other.fields, now.current.fields)) {
          // The answer of an earlier try was lost on its way: it is there.
          now.current.base = other;
          localStorage.removeItem(storageKey);
          return enter("saved");
        }
        if (other) return conflictWith(other);
      }
      enter("waiting");
      timer.current = window.setTimeout(() => void flush(), RETRY_MS);
    }
  }, [adopt, conflictWith, enter, storageKey]);

  const change = useCallback(
    (next: Partial<T>) => {
      const merged = { ...now.current.fields, ...next };
      now.current.fields = merged;
      setFields(merged);
      keep(storageKey, merged, now.current.base.version);
      if (now.current.state === "conflict") return;
      if (now.current.state !== "waiting") enter("dirty");
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void flush(), PAUSE_MS);
    },
    [enter, flush, storageKey],
  );

  /** The reader's choice between two texts: it replaces what the other one wrote, knowingly. */
  const resolve = useCallback(
    (chosen: T) => {
      if (!theirs) return;
      now.current.base = theirs;
      setTheirs(null);
      now.current.fields = chosen;
      setFields(chosen);
      if (same(chosen, theirs.fields)) {
        localStorage.removeItem(storageKey);
        return enter("saved");
      }
      keep(storageKey, chosen, theirs.version);
      enter("dirty");
      void flush();
    },
    [enter, flush, storageKey, theirs],
  );

  // What was written here and never arrived.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each text
  useEffect(() => {
    const kept = read<T>(storageKey);
    if (!kept || same(kept.fields, server.fields)) return localStorage.removeItem(storageKey);
    now.current.fields = kept.fields;
    setFields(kept.fields);
    setRestored(true);
    if (kept.version !== server.version) return conflictWith(server);
    enter("dirty");
    void flush();
  }, [storageKey]);

  const { version } = server;
  // biome-ignore lint/correctness/useExhaustiveDependencies: by version
  useEffect(adopt, [version]);

  useEffect(() => {
    const onLine = () => void flush();
    const onHide = () => void flush();
    window.addEventListener("online", onLine);
    window.addEventListener("pagehide", onHide);
    return () => {
      window.removeEventListener("online", onLine);
      window.removeEventListener("pagehide", onHide);
      void flush();
      window.clearTimeout(timer.current);
    };
  }, [flush]);

  return {
    fields,
    state,
    theirs,
    isRestored,
    change,
    resolve,
    flush,
    version: () => now.current.base.version,
  };
}

function keep(storageKey: string, fields: Fields, version: number): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ fields, version }));
  } catch {
    // A full or forbidden store: the text still stands on the page.
  }
}

function read<T extends Fields>(storageKey: string): { fields: T; version: number } | null {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? "null");
  } catch {
    return null;
  }
}
