const BLOCK_BYTES = 16 * 1024;
const EMPTY = new Uint8Array(0);

/**
 * Copies of the short values of one file, side by side in few blocks: a buffer of its own for each would cost
 * many times the value.
 */
export class ValueStore {
  private block: Uint8Array = EMPTY;
  private used = 0;
  private blockBytes = 1024;

  copy(bytes: Uint8Array, start: number, length: number): Uint8Array {
    if (length === 0) return EMPTY;
    if (length > 1024) return bytes.slice(start, start + length);
    if (this.used + length > this.block.length) {
      // Most headers are small: begin small.
      this.blockBytes = Math.min(this.blockBytes * 2, BLOCK_BYTES);
      this.block = new Uint8Array(this.blockBytes);
      this.used = 0;
    }
    const kept = this.block.subarray(this.used, this.used + length);
    kept.set(bytes.subarray(start, start + length));
    this.used += length;
    return kept;
  }
}
