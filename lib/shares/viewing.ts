const ONE_VIEWING_MS = 30 * 60_000;
const MOST_REMEMBERED = 20_000;
const seen = new Map<string, number>();

/**
 * Runs the work for the first look of a viewing (half an hour), so that a frame or a page that refreshes itself
 * costs no database. Remembered by process: a second process writes a second row, never none.
 */
export async function oncePerViewing(key: string, work: () => Promise<void>): Promise<void> {
  const now = Date.now();
  if (now - (seen.get(key) ?? 0) < ONE_VIEWING_MS) return;
  if (seen.size >= MOST_REMEMBERED) seen.clear();
  seen.set(key, now);
  try {
    await work();
  } catch (error) {
    seen.delete(key);
    throw error;
  }
}
