import { insertInstances } from "../known/insert-instances";
import type { RowToStore } from "../known/instance-row";

/** More rows than this wait for the next statement. */
const MOST_TOGETHER = 50;

interface Waiting {
  row: RowToStore;
  /** Its bytes. */
  durable: Promise<unknown>;
  resolve(isStored: boolean): void;
  reject(error: unknown): void;
}

/**
 * Stores rows of an organisation that come over several associations at the same time: while one transaction runs the
 * next rows gather, and share theirs. Nobody waits for company.
 */
class RowCommitter {
  private waiting: Waiting[] = [];
  private isRunning = false;

  /** Answers false when the row could not simply be inserted. @throws what the database said */
  store(row: RowToStore, durable: Promise<unknown>): Promise<boolean> {
    // It may fail while the row waits for its turn; who asked hears of it in the end.
    durable.catch(() => undefined);
    const result = new Promise<boolean>((resolve, reject) =>
      this.waiting.push({ row, durable, resolve, reject }),
    );
    if (!this.isRunning) void this.run();
    return result;
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.waiting.length > 0) await this.storeTogether(this.takeGroup());
    this.isRunning = false;
  }

  /** Of two rows with one UID in one statement nobody could say which one was inserted. */
  private takeGroup(): Waiting[] {
    const group: Waiting[] = [];
    const rest: Waiting[] = [];
    const uids = new Set<string>();
    for (const each of this.waiting) {
      const uid = each.row.row.sopInstanceUid;
      const fits = group.length < MOST_TOGETHER && !uids.has(uid);
      (fits ? group : rest).push(each);
      uids.add(uid);
    }
    this.waiting = rest;
    return group;
  }

  /** A failure is nobody else's: each of the group is told, and finds out by itself what is wrong with it. */
  private async storeTogether(group: Waiting[]): Promise<void> {
    try {
      const durable = Promise.all(group.map((each) => each.durable));
      const stored = await insertInstances(
        group.map(({ row }) => row),
        durable,
      );
      for (const { row, resolve } of group) resolve(stored.has(row.row.sopInstanceUid));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}

const committers = new Map<string, RowCommitter>();

/** @param durable its bytes: the row is committed after that */
export function storeRow(row: RowToStore, durable: Promise<unknown>): Promise<boolean> {
  const { organizationId } = row.row;
  const committer = committers.get(organizationId) ?? new RowCommitter();
  committers.set(organizationId, committer);
  return committer.store(row, durable);
}
