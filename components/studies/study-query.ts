import type { DataSort } from "@/components/ui";
import { NO_FILTERS, type StudyFilters, toSearchBody } from "./filters";

const PAGE = 50;

/** What the list asks for, and the key that its answer is kept under. */
export function studyQuery(filters: StudyFilters, sort: DataSort | null) {
  const order = sort
    ? { sort: sort.id, direction: sort.isDescending ? ("desc" as const) : ("asc" as const) }
    : {};
  const body = { ...toSearchBody(filters), ...order, limit: PAGE };
  return { queryKey: ["studies", "search", body], body };
}

export const FIRST_SORT: DataSort = { id: "studyDate", isDescending: true };

/** What the list shows when it is opened. */
export const firstStudyQuery = () => studyQuery(NO_FILTERS, FIRST_SORT);
