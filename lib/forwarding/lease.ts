import { randomUUID } from "node:crypto";
import { db, Prisma, type Transfer } from "@/lib/db";

const LEASE_SECONDS = 45;
const RENEW_EVERY_MS = 10_000;

/** The right to work on a transfer, as long as it is renewed. */
export interface Lease {
  id: string;
  transfer: Transfer;
  /** Aborted when the transfer was cancelled, or the lease was lost. */
  signal: AbortSignal;
  end(): void;
}

/**
 * Takes a transfer that is due and that nobody works on. The database's clock decides, so that workers on several
 * machines agree.
 */
export async function takeLease(transferId: string): Promise<Lease | undefined> {
  const id = randomUUID();
  const count = await db.$executeRaw`
    UPDATE "Transfer"
    SET "leaseId" = ${id}::uuid, "leasedUntil" = now() + ${LEASE_SECONDS} * interval '1 second',
        state = CASE WHEN state = 'COMMITTING' THEN state ELSE 'ACTIVE'::"TransferState" END,
        "stateAt" = CASE WHEN state IN ('ACTIVE', 'COMMITTING') THEN "stateAt" ELSE now() END
    WHERE id = ${transferId}::uuid AND ${Prisma.raw(IS_DUE)}`;
  if (count === 0) return undefined;
  const transfer = await db.transfer.findUniqueOrThrow({ where: { id: transferId } });
  const lost = new AbortController();
  const timer = setInterval(() => {
    renew(transferId, id)
      .then((isOurs) => isOurs || lost.abort())
      // A database that is away for a moment takes nothing from us; when it stays away, the lease runs out.
      .catch(() => {});
  }, RENEW_EVERY_MS);
  return { id, transfer, signal: lost.signal, end: () => clearInterval(timer) };
}

/** Transfers that wait for nobody but a worker. */
export const IS_DUE = `state IN ('QUEUED', 'ACTIVE', 'WAITING', 'COMMITTING')
  AND ("nextAttemptAt" IS NULL OR "nextAttemptAt" <= now()) AND ("leasedUntil" IS NULL OR "leasedUntil" < now())`;

async function renew(transferId: string, leaseId: string): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE "Transfer" SET "leasedUntil" = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE id = ${transferId}::uuid AND "leaseId" = ${leaseId}::uuid`;
  return count > 0;
}
