import type { Storage, StoredObject } from "./storage";

const MOST_KEPT = 256;
const KEPT_MS = 10_000;

interface Kept {
  opened: Promise<StoredObject>;
  users: number;
  timer?: NodeJS.Timeout;
}

/**
 * Objects kept open for a while after their last use: hundreds of frames of a viewer come out of the same one.
 * What was deleted meanwhile can be read to the end by those that have it open, and is gone for good seconds later.
 */
export class OpenObjects {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly storage: Pick<Storage, "open">) {}

  /** To be closed after use, as one that was opened. @throws ObjectMissingError */
  async borrow(key: string): Promise<StoredObject> {
    const kept = this.take(key);
    let isOpen = true;
    const giveBack = async () => {
      if (!isOpen) return;
      isOpen = false;
      this.giveBack(key, kept);
    };
    try {
      const opened = await kept.opened;
      return {
        size: opened.size,
        readInto: (buffer, offset) => opened.readInto(buffer, offset),
        close: giveBack,
      };
    } catch (error) {
      this.kept.delete(key);
      throw error;
    }
  }

  private take(key: string): Kept {
    const known = this.kept.get(key);
    const kept = known ?? { opened: this.storage.open(key), users: 0 };
    if (!known) this.makeRoom();
    // Last used, last in order.
    this.kept.delete(key);
    this.kept.set(key, kept);
    kept.users += 1;
    clearTimeout(kept.timer);
    return kept;
  }

  private giveBack(key: string, kept: Kept): void {
    kept.users -= 1;
    if (kept.users > 0) return;
    kept.timer = setTimeout(() => this.close(key, kept), KEPT_MS);
    kept.timer.unref();
  }

  private makeRoom(): void {
    if (this.kept.size < MOST_KEPT) return;
    for (const [key, kept] of this.kept) {
      if (kept.users > 0) continue;
      this.close(key, kept);
      return;
    }
  }

  private close(key: string, kept: Kept): void {
    clearTimeout(kept.timer);
    if (kept.users > 0) return;
    if (this.kept.get(key) === kept) this.kept.delete(key);
    void kept.opened.then((object) => object.close()).catch(() => {});
  }
}
