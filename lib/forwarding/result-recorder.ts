import { db, Prisma } from "@/lib/db";
import type { TransferInstanceState } from "@/lib/db/generated/enums";

export interface InstanceResult {
  sopInstanceUid: string;
  state: TransferInstanceState;
  status?: number | undefined;
  errorCode?: string | undefined;
  comment?: string | undefined;
}

const FLUSH_AFTER_MS = 200;
const MOST_HELD = 200;
const LONGEST_COMMENT = 300;

/** Writes down how instances fare, soon but not one by one. What is lost in a crash is sent once more. */
export class ResultRecorder {
  private held: InstanceResult[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private failure: unknown;

  constructor(private readonly transferId: string) {}

  async note(result: InstanceResult): Promise<void> {
    if (this.failure) throw this.failure;
    this.held.push(result);
    if (this.held.length >= MOST_HELD) return this.flush();
    this.timer ??= setTimeout(() => {
      this.flush().catch((error) => {
        this.failure = error;
      });
    }, FLUSH_AFTER_MS);
  }

  /** Resolves when everything noted so far is in the database. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const results = this.held;
    this.held = [];
    this.writing = this.writing.then(() => recordResults(db, this.transferId, results));
    return this.writing;
  }
}

/** One statement for all of them. Counts an attempt for each. */
export async function recordResults(
  client: Pick<typeof db, "$executeRaw">,
  transferId: string,
  results: InstanceResult[],
): Promise<void> {
  if (results.length === 0) return;
  const rows = results.map(
    ({ sopInstanceUid, state, status, errorCode, comment = "" }) =>
      Prisma.sql`(${sopInstanceUid}, ${state}::"TransferInstanceState", ${status ?? null}::int,
        ${errorCode ?? null}::text, ${comment.replaceAll("\0", "").slice(0, LONGEST_COMMENT)})`,
  );
  await client.$executeRaw`
    UPDATE "TransferInstance" i
    SET state = r.state, status = r.status, "errorCode" = r.code, comment = r.comment,
        attempts = i.attempts + 1, "changedAt" = now()
    FROM (VALUES ${Prisma.join(rows)}) AS r (uid, state, status, code, comment)
    WHERE i."transferId" = ${transferId}::uuid AND i."sopInstanceUid" = r.uid`;
}
