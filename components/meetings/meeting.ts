import type { CaseRow, CaseShare } from "@/lib/meetings";

export const isComplete = ({ items }: CaseRow): boolean => items.every(({ light }) => light === "GREEN");

/** Where a share's images are looked at: all of its studies, so that priors hang beside. */
export const viewerHref = (share: CaseShare): string => `/viewer?share=${encodeURIComponent(share.shareId)}`;
