"use client";

import { useTranslations } from "next-intl";

/** What happened as a sentence; an action that has none yet is shown by its own name. */
export function useActionText(): (action: string) => string {
  const t = useTranslations("audit.actions");
  return (action) => (t.has(action as never) ? t(action as never) : action);
}
