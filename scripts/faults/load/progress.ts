/** How far a load has come, for faults that strike in the middle of it. */
export class Progress {
  private done = 0;
  private isOver = false;
  private waiting: { from: number; resolve: () => void }[] = [];

  constructor(private readonly total: number) {}

  add(bytes: number): void {
    this.done += bytes;
    this.wake();
  }

  /** Nothing more comes: who waits is let go. */
  end(): void {
    this.isOver = true;
    this.wake();
  }

  /** Resolves when this share of the bytes is on its way, or all is over. */
  reached(share: number): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ from: share * this.total, resolve });
      this.wake();
    });
  }

  private wake(): void {
    const ready = this.waiting.filter(({ from }) => this.isOver || this.done >= from);
    this.waiting = this.waiting.filter((each) => !ready.includes(each));
    for (const { resolve } of ready) resolve();
  }
}
