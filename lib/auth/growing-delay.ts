/** How the wait grows with the failures of one key. */
export interface DelayPolicy {
  /** Failures that cost nothing: people mistype. */
  free: number;
  firstSeconds: number;
  longestSeconds: number;
  /** When the count starts again. */
  windowSeconds: number;
}

const HOUR = 3600;

/** One account from one address: what somebody who guesses a password meets first. */
export const PAIR: DelayPolicy = { free: 4, firstSeconds: 2, longestSeconds: 900, windowSeconds: 24 * HOUR };

/** One address over all accounts: a hospital has one address for thousands of people, so it is wide. */
export const ADDRESS: DelayPolicy = { free: 40, firstSeconds: 1, longestSeconds: 120, windowSeconds: HOUR };

/** One account over all addresses, against guessing from many; addresses that the account knows are left out. */
export const ACCOUNT: DelayPolicy = {
  free: 20,
  firstSeconds: 2,
  longestSeconds: 300,
  windowSeconds: 24 * HOUR,
};

/** Seconds that the attempt with this number keeps the next one waiting; doubles from the first after the free ones. */
export function delaySeconds(attempt: number, policy: DelayPolicy): number {
  if (attempt <= policy.free) return 0;
  return Math.min(policy.longestSeconds, policy.firstSeconds * 2 ** Math.min(30, attempt - policy.free - 1));
}
