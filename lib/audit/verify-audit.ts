import { db } from "@/lib/db";
import { type Anchor, anchoredChains, anchorVerifier, readAnchors } from "./anchors";
import { chainHeads } from "./chain-heads";
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
  const stored = await chainHeads();
  const chains = new Set([...stored.map((row) => row.chain), ...anchoredChains()]);
  const verified: AuditVerification[] = [];
  for (const chain of [...chains].sort()) verified.push(await verifyChain(chain));
  return verified;
}

/**
 * Re-computes each row's hash and its tie to the row before, and holds the rows against the signed anchors:
 * an altered row, a gap, and a cut-off end are told apart.
 */
export async function verifyChain(chain: string): Promise<AuditVerification> {
  const anchors = readAnchors(chain);
  try {
    return await verifyRows(chain, anchors);
  } finally {
    await anchors.return(undefined);
  }
}

async function verifyRows(chain: string, anchors: AsyncGenerator<Anchor>): Promise<AuditVerification> {
  let expected = 1n;
  let previousHash: Uint8Array = new Uint8Array(32);
  let rows = 0;
  const bad = (kind: AuditFault, sequence: bigint) => ({
    ok: false,
    chain,
    rows,
    firstBad: { sequence: Number(sequence), kind },
  });

  // Anchors come in the order of rows, but for those that two workers wrote at one moment.
  const isGenuine = anchorVerifier();
  let anchor = (await anchors.next()).value as Anchor | undefined;
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
      for (; anchor && BigInt(anchor.sequence) <= row.sequence; anchor = (await anchors.next()).value) {
        const anchored = BigInt(anchor.sequence);
        const hash = anchored === row.sequence ? row.hash : await hashOf(chain, anchored);
        if (!isGenuine(anchor) || !hash || anchor.hash !== Buffer.from(hash).toString("hex"))
          return bad("ALTERED", anchored);
      }
      previousHash = row.hash;
      expected += 1n;
      rows += 1;
    }
    if (page.length < PAGE) break;
  }
  for (; anchor; anchor = (await anchors.next()).value)
    if (BigInt(anchor.sequence) >= expected) return bad("TRUNCATED", expected);
  return { ok: true, chain, rows };
}

async function hashOf(chain: string, sequence: bigint): Promise<Uint8Array | undefined> {
  const row = await db.auditEvent.findFirst({ where: { chain, sequence }, select: { hash: true } });
  return row?.hash;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
