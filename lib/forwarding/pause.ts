const FIRST_PAUSE_SECONDS = 15;
const LONGEST_PAUSE_SECONDS = 30 * 60;

/** 15 s, 30 s, 1 min … half an hour, each give or take a fifth: a peer that comes back isn't met by all at once. */
export function pauseSeconds(attempts: number, random = Math.random()): number {
  const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** (attempts - 1), LONGEST_PAUSE_SECONDS);
  return Math.round(pause * (0.8 + 0.4 * random));
}
