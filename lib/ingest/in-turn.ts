const running = new Map<string, Promise<unknown>>();

/**
 * Waits until nothing else runs for any of these keys in this process, and asks again then: what others have done
 * meanwhile may have made it needless. Others wait until `run` has ended.
 * @returns what `isNeedless` or `run` answered
 */
export async function inTurn<T>(
  keys: string[],
  isNeedless: () => Promise<T | undefined>,
  run: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const answer = await isNeedless();
    if (answer !== undefined) return answer;
    const others = keys.flatMap((key) => running.get(key) ?? []);
    if (others.length === 0) break;
    await Promise.allSettled(others);
  }
  const mine = run();
  for (const key of keys) running.set(key, mine);
  try {
    return await mine;
  } finally {
    for (const key of keys) if (running.get(key) === mine) running.delete(key);
  }
}
