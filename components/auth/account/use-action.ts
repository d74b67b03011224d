"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionResult } from "../action-result";

/** Runs a server action with a busy state and the message of what went wrong. */
export function useAction<Args extends unknown[], T>(action: (...args: Args) => Promise<ActionResult<T>>) {
  const t = useTranslations("auth.error");
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function run(...args: Args): Promise<{ value: T } | undefined> {
    setIsBusy(true);
    setError(undefined);
    try {
      const result = await action(...args);
      if (result.ok) return { value: result.value };
      setError(t.has(result.code) ? t(result.code) : t("unknown"));
    } catch {
      setError(t("unknown"));
    } finally {
      setIsBusy(false);
    }
    return undefined;
  }

  return { run, isBusy, error, clearError: () => setError(undefined) };
}
