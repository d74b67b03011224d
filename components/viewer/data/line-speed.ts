/** Bytes a second below which a compressed picture of an image is asked for before the image (40 Mbit/s). */
const SLOW = 5_000_000;
/** Above that speed too, when an image would take longer than this. */
const LONG_WAIT_MS = 600;
const WORTH_MEASURING = 50_000;

let measured: number | undefined;

/**
 * Follows one answer as its bytes come: the speed of the line is known before the whole has come. Begin when the answer
 * begins, so that the server's own time doesn't count; `came` says how many bytes there are so far.
 */
export function followTransfer(now = () => performance.now()): { came(bytes: number): void } {
  let [bytesThen, then] = [0, now()];
  return {
    came(bytes) {
      const elapsed = now() - then;
      if (bytes - bytesThen < WORTH_MEASURING || elapsed <= 0) return;
      note(((bytes - bytesThen) / elapsed) * 1000);
      [bytesThen, then] = [bytes, now()];
    },
  };
}

function note(speed: number): void {
  measured = measured === undefined ? speed : measured * 0.7 + speed * 0.3;
}

/** Whether so many bytes come so slowly that a preview pays. Unknown speed: no. */
export function isWorthPreview(bytes: number): boolean {
  const speed = measured ?? speedOfPage();
  if (speed === undefined) return false;
  return speed < SLOW || (bytes / speed) * 1000 > LONG_WAIT_MS;
}

/** What the page's own programs took, all together: they come side by side over the same line. */
function speedOfPage(): number | undefined {
  const entries = performance
    .getEntriesByType("resource")
    .filter((entry) => entry instanceof PerformanceResourceTiming && entry.transferSize > 0);
  const bytes = entries.reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).transferSize, 0);
  if (bytes < WORTH_MEASURING) return undefined;
  const start = Math.min(...entries.map((entry) => entry.startTime));
  const end = Math.max(...entries.map((entry) => (entry as PerformanceResourceTiming).responseEnd));
  return end > start ? (bytes / (end - start)) * 1000 : undefined;
}
