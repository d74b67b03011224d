import { db } from "@/lib/db";
import { anchoredChains, isAnchorGenuine, readAnchors } from "./anchors";
import { hashAuditRow } from "./hash-row";

export type AuditFault = "ALTERED" | "MISSING" | "TRUNCATED";

export interface AuditVerification {
  ok: boolean;
  /** The chain: an organisation's id or "installation". */
  chain: string;
  rows: number;
  firstBad?: { sequence: number; kind: AuditFault };
}

const PAGE = 2_000;

/** Verifies every chain that the database or the anchors know, oldest row first. */
export async function verifyAllChains(): Promise<AuditVerification[]> {
  const stored = await db.auditEvent.findMany({ distinct: ["chain"], select: { chain: true } });
  const chains = new Set([...stored.map((row) => row.chain), ...anchoredChains()]);
  return Promise.all([...chains].sort().map(verifyChain));
}

/**
 * Re-computes each row's hash and its tie to the row before, and holds the rows against the signed anchors:
 * an altered row, a gap, and a cut-off end are told apart.
 */
export async function verifyChain(chain: string): Promise<AuditVerification> {
  const anchors = readAnchors(chain);
  const anchorAt = new Map(anchors.map((anchor) => [anchor.sequence, anchor]));
  let expected = 1n;
  let previousHash: Uint8Array = new Uint8Array(32);
  let rows = 0;
  const bad = (kind: AuditFault, sequence: bigint) => ({
    ok: false,
    chain,
    rows,
    firstBad: { sequence: Number(sequence), kind },
  });

  for (;;) {
    const page = await db.auditEvent.findMany({
      where: { chain, sequence: { gte: expected } },
      orderBy: { sequence: "asc" },
      take: PAGE,
    });
    for (const row of page) {
      if (row.sequence !== expected) return bad("MISSING", expected);
      if (!isSame(row.hash, hashAuditRow(row)) || !isSame(row.previousHash, previousHash))
        return bad("ALTERED", expected);
      const anchor = anchorAt.get(row.sequence.toString());
      if (anchor && (anchor.hash !== Buffer.from(row.hash).toString("hex") || !isAnchorGenuine(anchor)))
        return bad("ALTERED", expected);
      previousHash = row.hash;
      expected += 1n;
      rows += 1;
    }
    if (page.length < PAGE) break;
  }
  const anchored = anchors.reduce(
    (last, anchor) => (BigInt(anchor.sequence) > last ? BigInt(anchor.sequence) : last),
    0n,
  );
  if (anchored >= expected) return bad("TRUNCATED", expected);
  return { ok: true, chain, rows };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
