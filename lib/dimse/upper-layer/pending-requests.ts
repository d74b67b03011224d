import type { CommandSet } from "./command-set";

const MOST_MESSAGE_IDS = 0xffff;

/** The requests of ours that have had no response yet. */
export class PendingRequests {
  private readonly waiting = new Map<number, PromiseWithResolvers<CommandSet>>();
  private lastMessageId = 0;

  get size(): number {
    return this.waiting.size;
  }

  /** `response` may also be left alone: it rejects without being heard. */
  open(): { messageId: number; response: Promise<CommandSet> } {
    do this.lastMessageId = (this.lastMessageId % MOST_MESSAGE_IDS) + 1;
    while (this.waiting.has(this.lastMessageId));
    const settled = Promise.withResolvers<CommandSet>();
    settled.promise.catch(() => {});
    this.waiting.set(this.lastMessageId, settled);
    return { messageId: this.lastMessageId, response: settled.promise };
  }

  close(messageId: number): void {
    this.waiting.delete(messageId);
  }

  /** Answers whether somebody waits for this response. */
  settle(response: CommandSet): boolean {
    const waiting = this.waiting.get(response.messageIdBeingRespondedTo ?? 0);
    waiting?.resolve(response);
    return waiting !== undefined;
  }

  fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
