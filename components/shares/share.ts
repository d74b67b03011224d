/** What `/api/v1/shares` answers, as these screens use it. */
export type {
  Finding,
  RecipientOption,
  RecipientView,
  Share,
  ShareCheck,
  SharedStudy,
  SharePage,
  StudySummary,
} from "@/lib/shares";

import type { RecipientView, Share, SharePatient } from "@/lib/shares";

export const PURPOSES = ["REFERRAL", "CONSULT", "SECOND_OPINION", "MDO", "TRANSFER", "COMPARISON"] as const;
export type Purpose = (typeof PURPOSES)[number];
export const PRIORITIES = ["ROUTINE", "URGENT", "EMERGENCY"] as const;
export type Priority = (typeof PRIORITIES)[number];

export type ImageReference = Share["replies"][number]["references"][number];

export const isOver = (share: Share): boolean => share.state === "REVOKED" || share.state === "EXPIRED";

/** The patients of a share, each with the studies that are theirs: two patients never share a list. */
export function byPatient<T extends { patient: SharePatient }>(
  studies: T[],
): { patient: SharePatient; studies: T[] }[] {
  const groups = new Map<string, { patient: SharePatient; studies: T[] }>();
  for (const study of studies) {
    const { patient } = study;
    const key = patient.bsn ?? `${patient.patientIdentifier}|${patient.name}|${patient.birthDate}`;
    const group = groups.get(key) ?? { patient, studies: [] };
    group.studies.push(study);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * How many instances a study will have; null where nobody says. A study can get more than its share was sent with: the
 * outcome of a meeting, a document that was kept.
 */
export const expectedOf = ({
  expectedInstances,
  storedInstances,
}: Share["studies"][number]): number | null =>
  expectedInstances === null ? null : Math.max(expectedInstances, storedInstances);

/** Instances that are there, and how many there will be; null where nobody says. */
export function countInstances(share: Share): { stored: number; expected: number | null } {
  const stored = share.studies.reduce((sum, study) => sum + study.storedInstances, 0);
  const expected = share.studies.reduce<number | null>((sum, study) => {
    const more = expectedOf(study);
    return sum === null || more === null ? null : sum + more;
  }, 0);
  return { stored, expected };
}

/** The recipients that the person who looks stands for. */
export const mine = (share: Share): RecipientView[] => share.recipients.filter(({ isMine }) => isMine);

export const LONGEST_REPLY = 4000;
export const MOST_REFERENCES = 20;

/** The sender's side and the recipients write to each other as long as the share is open. */
export const mayReply = (share: Share): boolean =>
  !isOver(share) && (share.role === "sender" || mine(share).length > 0);

/** Who was asked what he thinks can say that this is the answer. */
export const mayAnswer = (share: Share): boolean =>
  share.role === "recipient" && (share.purpose === "CONSULT" || share.purpose === "SECOND_OPINION");

/** The reason of a failed mail that is ours to say; all others are the mail server's own words. */
export const NO_ADDRESS = "no e-mail address";
