/** How long an answer takes after the last byte: as it was lately, on a machine that may be busy. */
export interface AnswerTime {
  milliseconds: number;
}

/** How far a load has come, for faults that strike in the middle of it. */
export class Progress {
  private bytes = 0;
  private wholes = 0;
  private isOver = false;
  private waiting: { isDue: () => boolean; resolve: () => void }[] = [];

  constructor(
    private readonly totalBytes: number,
    private readonly totalWholes: number,
    readonly answerTime: AnswerTime = { milliseconds: 0 },
  ) {}

  add(bytes: number): void {
    this.bytes += bytes;
    this.wake();
  }

  /** Something that gets an answer of its own has been sent to its last byte. @returns to be called with the answer */
  addWhole(): () => void {
    const sentAt = performance.now();
    this.wholes += 1;
    this.wake();
    return () => {
      const took = performance.now() - sentAt;
      this.answerTime.milliseconds += (took - this.answerTime.milliseconds) / 4;
    };
  }

  /** Nothing more comes: who waits is let go. */
  end(): void {
    this.isOver = true;
    this.wake();
  }

  /** Resolves when this share of the bytes is on its way, or all is over. */
  reached(share: number): Promise<void> {
    return this.until(() => this.bytes >= share * this.totalBytes);
  }

  /** Resolves when one of those that get an answer waits for it, this share of them being through. */
  reachedWhole(share: number): Promise<void> {
    return this.until(() => this.wholes > share * this.totalWholes);
  }

  private until(isDue: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ isDue, resolve });
      this.wake();
    });
  }

  private wake(): void {
    const ready = this.waiting.filter(({ isDue }) => this.isOver || isDue());
    this.waiting = this.waiting.filter((each) => !ready.includes(each));
    for (const { resolve } of ready) resolve();
  }
}

/** For what nothing waits for. */
export const noProgress = (): Progress => new Progress(0, 0);
