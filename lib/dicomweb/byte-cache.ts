/** Least recently used bytes by key, bounded by their total. */
export class ByteCache {
  private readonly entries = new Map<string, Buffer>();
  private total = 0;

  constructor(private readonly maximum: number) {}

  get(key: string): Buffer | undefined {
    const bytes = this.entries.get(key);
    if (bytes) {
      this.entries.delete(key);
      this.entries.set(key, bytes);
    }
    return bytes;
  }

  set(key: string, bytes: Buffer): void {
    if (bytes.length > this.maximum / 4) return;
    this.total += bytes.length - (this.entries.get(key)?.length ?? 0);
    this.entries.delete(key);
    this.entries.set(key, bytes);
    for (const [oldest, old] of this.entries) {
      if (this.total <= this.maximum) break;
      this.entries.delete(oldest);
      this.total -= old.length;
    }
  }
}
