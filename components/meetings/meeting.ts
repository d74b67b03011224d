import type { CaseRow, CaseShare } from "@/lib/meetings";

export const isComplete = ({ items }: CaseRow): boolean => items.every(({ light }) => light === "GREEN");

/** A share's images, with what is most like them of all that lies before the meeting about the case beside them. */
export function viewerHref(share: CaseShare, shares: CaseShare[]): string {
  const ready = shares.filter(({ isReady }) => isReady).map(({ shareId }) => shareId);
  return `/viewer?share=${encodeURIComponent(share.shareId)}&priors=${ready.map(encodeURIComponent).join()}`;
}

/** Where the images of a case are begun with: its newest study. */
export const newestShare = (shares: CaseShare[]): CaseShare | undefined =>
  shares
    .filter(({ isReady }) => isReady)
    .sort((a, b) => newestOf(b).localeCompare(newestOf(a)))
    .at(0);

const newestOf = ({ studies }: CaseShare): string =>
  studies
    .map(({ studyDate }) => studyDate)
    .sort()
    .at(-1) ?? "";
