export type Box = "inbox" | "sent";

export const FILTERS = {
  open: ["UNREAD", "IN_PROGRESS"],
  unread: ["UNREAD"],
  inProgress: ["IN_PROGRESS"],
  done: ["DONE"],
} as const;
export type Filter = keyof typeof FILTERS;

export const FIRST_FILTER: Filter = "open";

/** What a box's list asks for, and the key that its answer is kept under. */
export function shareQuery(box: Box, filter: Filter) {
  return {
    queryKey: ["shares", "list", box, box === "inbox" ? filter : ""],
    query: { box, ...(box === "inbox" && { work: [...FILTERS[filter]] }) },
  };
}

/** What a box shows when it is opened. */
export const firstShareQuery = (box: Box) => shareQuery(box, FIRST_FILTER);
