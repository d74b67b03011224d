import { useRef } from "react";
import type { CaseRow } from "@/lib/meetings";

/** What is new in a case stays marked while it is read, though the server knows by then that it was looked at. */
export function useNews(row: CaseRow | undefined): CaseRow["news"] {
  const seen = useRef<{ caseId: string | undefined; news: CaseRow["news"] }>({ caseId: undefined, news: [] });
  if (seen.current.caseId !== row?.id) seen.current = { caseId: row?.id, news: [] };
  seen.current.news = [...new Set([...seen.current.news, ...(row?.news ?? [])])];
  return seen.current.news;
}
