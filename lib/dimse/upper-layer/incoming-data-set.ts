import type { FragmentReader } from "./fragment-reader";
import { ProtocolError } from "./pdu";

/**
 * A message's data set as it comes from the connection. Leaving its iteration early doesn't end it: what is left
 * can still be drained, so that the next message is found.
 */
export class IncomingDataSet implements AsyncIterable<Uint8Array> {
  /** Resolves when nothing is left to read. */
  readonly read: Promise<void>;
  private setRead: () => void = () => {};
  private failure: unknown;

  constructor(
    private readonly reader: FragmentReader,
    private readonly contextId: number,
    private isOver: boolean,
  ) {
    this.read = new Promise((resolve) => {
      this.setRead = resolve;
    });
    if (isOver) this.setRead();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.next() };
  }

  /** @throws ProtocolError when something else comes than the rest of this data set */
  async drain(): Promise<void> {
    while (!(await this.next()).done);
  }

  private async next(): Promise<IteratorResult<Uint8Array>> {
    if (this.failure) throw this.failure;
    try {
      while (!this.isOver) {
        const data = await this.nextFragment();
        if (data.length > 0) return { value: data, done: false };
      }
    } catch (error) {
      this.failure = error;
      this.setRead();
      throw error;
    }
    this.setRead();
    return { value: undefined, done: true };
  }

  private async nextFragment(): Promise<Buffer> {
    const fragment = await this.reader.next();
    if (!fragment) throw new ProtocolError("the connection ended in the middle of a data set");
    if (fragment.kind !== "fragment" || fragment.isCommand || fragment.contextId !== this.contextId)
      throw new ProtocolError("a data set fragment was expected");
    this.isOver = fragment.isLast;
    return fragment.data;
  }
}
