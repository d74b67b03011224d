const WINDOW_MS = 10_000;

/** Bytes per second over the last ten seconds, and from that the time left. */
export class SpeedMeter {
  private samples: { at: number; bytes: number }[] = [];

  add(bytes: number, at = performance.now()) {
    this.samples.push({ at, bytes });
    while ((this.samples[0]?.at ?? at) < at - WINDOW_MS) this.samples.shift();
  }

  /** Bytes per second, null while it is too early to say. */
  get bytesPerSecond(): number | null {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last || last.at - first.at < 1000) return null;
    return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.at - first.at));
  }

  /** Milliseconds for what is left, null when unknown. */
  timeLeft(bytesLeft: number): number | null {
    const speed = this.bytesPerSecond;
    return speed ? (bytesLeft / speed) * 1000 : null;
  }

  reset() {
    this.samples = [];
  }
}
