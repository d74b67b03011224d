import { Prisma, queryRows } from "@/lib/db";
import type { ChainEnd } from "./audit-entry";

export interface ChainHead extends ChainEnd {
  chain: string;
}

/** The last row of every chain, each found in the index: the log may have any length. */
export async function chainHeads(): Promise<ChainHead[]> {
  const rows = await queryRows<{ chain: string; sequence: string; hash: Buffer }>(Prisma.sql`
    WITH RECURSIVE known AS (
      (SELECT "chain" FROM "AuditEvent" ORDER BY "chain" LIMIT 1)
      UNION ALL
      SELECT (SELECT "chain" FROM "AuditEvent" WHERE "chain" > known."chain" ORDER BY "chain" LIMIT 1)
      FROM known WHERE known."chain" IS NOT NULL
    )
    SELECT head."chain", head."sequence", head."hash" FROM known CROSS JOIN LATERAL (
      SELECT * FROM "AuditEvent" WHERE "chain" = known."chain" ORDER BY "sequence" DESC LIMIT 1
    ) head`);
  return rows.map(({ chain, sequence, hash }) => ({
    chain,
    sequence: BigInt(sequence),
    hash: new Uint8Array(hash),
  }));
}
