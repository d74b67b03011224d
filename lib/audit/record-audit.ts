import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db";
import { type AuditEntry, type ChainEnd, chainsOf, nextRow } from "./audit-entry";

/**
 * Appends one event to the log of the actor's organisation and of each organisation named, inside the
 * transaction of what it records: when that fails, the log keeps nothing, and the other way round.
 * The chain's lock is held until the transaction ends, so call it last.
 */
export function recordAudit(transaction: Transaction, context: Context, entry: AuditEntry): Promise<void> {
  return recordAudits(transaction, context, [entry]);
}

/** The same for several events, in their order. */
export async function recordAudits(
  transaction: Transaction,
  context: Context,
  entries: AuditEntry[],
): Promise<void> {
  const byChain = new Map<string, AuditEntry[]>();
  for (const entry of entries)
    for (const chain of chainsOf(context, entry)) byChain.set(chain, [...(byChain.get(chain) ?? []), entry]);
  // Always in the same order, so that two transactions can't wait for each other.
  for (const chain of [...byChain.keys()].sort()) {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`audit:${chain}`}, 0))`;
    let last: ChainEnd | undefined =
      (await transaction.auditEvent.findFirst({
        where: { chain },
        orderBy: { sequence: "desc" },
        select: { sequence: true, hash: true },
      })) ?? undefined;
    const rows = (byChain.get(chain) ?? []).map((entry) => {
      const row = nextRow(chain, last, context, entry);
      last = row;
      return row;
    });
    await transaction.auditEvent.createMany({ data: rows });
  }
}
