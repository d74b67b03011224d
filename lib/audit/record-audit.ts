import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db";
import { type AuditEntry, chainsOf, nextRow } from "./audit-entry";

/**
 * Appends one event to the log of the actor's organisation and of each organisation named, inside the
 * transaction of what it records: when that fails, the log keeps nothing, and the other way round.
 * The chain's lock is held until the transaction ends, so call it last.
 */
export async function recordAudit(
  transaction: Transaction,
  context: Context,
  entry: AuditEntry,
): Promise<void> {
  for (const chain of chainsOf(context, entry)) {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`audit:${chain}`}, 0))`;
    const last = await transaction.auditEvent.findFirst({
      where: { chain },
      orderBy: { sequence: "desc" },
      select: { sequence: true, hash: true },
    });
    await transaction.auditEvent.create({ data: nextRow(chain, last ?? undefined, context, entry) });
  }
}
