import type { Context } from "@/lib/context";
import { inScripts, literal, Prisma, queryRows } from "@/lib/db";
import { type AuditEntry, type ChainEnd, chainsOf, nextRow } from "./audit-entry";

interface Waiting {
  context: Context;
  entry: AuditEntry;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** What waits to be written, by the chains it belongs to; the list is there while somebody writes these chains. */
const waiting = new Map<string, Waiting[]>();
const MOST_AT_ONCE = 500;

/**
 * Records what has no transaction of its own, such as a search or a refused attempt. Resolves when the row is
 * durable. What comes while a chain is being written goes together in its next transaction: many readers of one
 * organisation then cost one commit, and each of them still has a row of its own.
 */
export function recordAuditAlone(context: Context, entry: AuditEntry): Promise<void> {
  const chains = chainsOf(context, entry);
  const key = chains.join();
  return new Promise((resolve, reject) => {
    const each: Waiting = { context, entry, resolve, reject };
    const queue = waiting.get(key);
    if (queue) queue.push(each);
    else {
      waiting.set(key, [each]);
      void writeAll(key, chains);
    }
  });
}

async function writeAll(key: string, chains: string[]): Promise<void> {
  for (;;) {
    const batch = waiting.get(key)?.splice(0, MOST_AT_ONCE) ?? [];
    if (batch.length === 0) {
      waiting.delete(key);
      return;
    }
    await write(chains, batch);
  }
}

/** One transaction; when it fails, each entry by itself, so that one that can't be written harms no other. */
async function write(chains: string[], batch: Waiting[]): Promise<void> {
  try {
    await append(chains, batch);
    for (const { resolve } of batch) resolve();
  } catch (error) {
    if (batch.length === 1) batch[0]?.reject(error);
    else for (const each of batch) await write(chains, [each]);
  }
}

const LOCK_TIMEOUT_MS = 20_000;

/** Where chains ended when this process last wrote them. */
const ends = new Map<string, ChainEnd>();
const MOST_ENDS = 1000;

async function append(chains: string[], batch: Waiting[]): Promise<void> {
  const rows = (await appendAfterKnownEnds(chains, batch)) ?? (await appendAfterEnds(chains, batch));
  if (ends.size > MOST_ENDS) ends.clear();
  for (const row of rows) ends.set(row.chain, row);
}

const beginWithLocks = (chains: string[]) => [
  "BEGIN",
  `SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`,
  ...chains.map((chain) => `SELECT pg_advisory_xact_lock(hashtextextended(${literal(`audit:${chain}`)}, 0))`),
];

/** One trip to the database. Answers undefined, with nothing written, where somebody else has written a chain since. */
async function appendAfterKnownEnds(chains: string[], batch: Waiting[]): Promise<AuditRow[] | undefined> {
  if (!chains.every((chain) => ends.has(chain))) return undefined;
  const rows = chains.flatMap((chain) => rowsOf(chain, ends.get(chain), batch));
  const hashes = chains.map((chain) => hexOf(ends.get(chain)?.hash));
  const [answer] = await queryRows<{ isAppended: boolean }>(
    Prisma.sql`SELECT append_audit_rows(${chains}::text[], ${hashes}::text[], ${asJson(rows)}::jsonb) AS "isAppended"`,
    "append-audit-rows",
  );
  return answer?.isAppended ? rows : undefined;
}

/** Two trips: one that locks the chains and finds their ends, one that writes and commits. */
async function appendAfterEnds(chains: string[], batch: Waiting[]): Promise<AuditRow[]> {
  return inScripts(async (script) => {
    const found = await script([
      ...beginWithLocks(chains),
      ...chains.map((chain) => lastOf(chain, `"sequence", "hash"`)),
    ]);
    const rows = chains.flatMap((chain, at) => {
      const [end] = (found[found.length - chains.length + at] ?? []) as { sequence: string; hash: Buffer }[];
      return rowsOf(chain, end && { sequence: BigInt(end.sequence), hash: new Uint8Array(end.hash) }, batch);
    });
    await script([insertion(rows), "COMMIT"]);
    return rows;
  });
}

const lastOf = (chain: string, columns: string): string =>
  `SELECT ${columns} FROM "AuditEvent" WHERE "chain" = ${literal(chain)} ORDER BY "sequence" DESC LIMIT 1`;

const insertion = (rows: AuditRow[]): string =>
  `INSERT INTO "AuditEvent" SELECT * FROM jsonb_populate_recordset(NULL::"AuditEvent", ${literal(asJson(rows))}::jsonb)`;

type AuditRow = ReturnType<typeof nextRow>;

function rowsOf(chain: string, end: ChainEnd | undefined, batch: Waiting[]): AuditRow[] {
  let last = end;
  return batch.map(({ context, entry }) => {
    const row = nextRow(chain, last, context, entry);
    last = row;
    return row;
  });
}

function asJson(rows: AuditRow[]): string {
  return JSON.stringify(
    rows.map((row) => ({
      ...row,
      sequence: row.sequence.toString(),
      previousHash: `\\x${hexOf(row.previousHash)}`,
      hash: `\\x${hexOf(row.hash)}`,
    })),
  );
}

const hexOf = (bytes: Uint8Array = new Uint8Array()): string => Buffer.from(bytes).toString("hex");
