import { db, Prisma } from "@/lib/db";
import type { TransferInstanceState } from "@/lib/db/generated/enums";
import type { Transfer } from "./schemas";

export const transferSelect = {
  id: true,
  organizationId: true,
  kind: true,
  state: true,
  stateAt: true,
  studyInstanceUid: true,
  peerId: true,
  peerName: true,
  shareId: true,
  sourceOrganization: true,
  reconciliation: true,
  requestedByName: true,
  createdAt: true,
  finishedAt: true,
  attempts: true,
  nextAttemptAt: true,
  errorCode: true,
  errorDetail: true,
} as const satisfies Prisma.TransferSelect;

type Row = Prisma.TransferGetPayload<{ select: typeof transferSelect }>;
type Failure = Transfer["failures"][number];

const MOST_FAILURES = 5;

/** Transfers with how many instances are how far, and why some are not; three statements for all of them. */
export async function viewTransfers(rows: Row[]): Promise<Transfer[]> {
  const ids = rows.map(({ id }) => id);
  const [counts, failures, studies] = await Promise.all([countsOf(ids), failuresOf(ids), studiesOf(rows)]);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    stateAt: row.stateAt.toISOString(),
    studyInstanceUid: row.studyInstanceUid,
    study: studies.get(`${row.organizationId}|${row.studyInstanceUid}`) ?? null,
    peer: row.kind === "SEND" ? { peerId: row.peerId, name: row.peerName } : null,
    shareId: row.shareId,
    sourceOrganization: row.sourceOrganization,
    isReconciled: row.reconciliation !== null,
    requestedBy: row.requestedByName,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    errorCode: row.errorCode,
    errorDetail: row.errorDetail,
    counts: counts.get(row.id) ?? noCounts(),
    failures: (failures.get(row.id) ?? []).slice(0, MOST_FAILURES),
  }));
}

const noCounts = () => ({ PENDING: 0, SENT: 0, COMMITTED: 0, FAILED: 0 });

async function countsOf(ids: string[]): Promise<Map<string, Record<TransferInstanceState, number>>> {
  const groups = await db.transferInstance.groupBy({
    by: ["transferId", "state"],
    where: { transferId: { in: ids } },
    _count: { _all: true },
  });
  const counts = new Map(ids.map((id) => [id, noCounts()]));
  for (const { transferId, state, _count } of groups) {
    const each = counts.get(transferId);
    if (each) each[state] = _count._all;
  }
  return counts;
}

async function failuresOf(ids: string[]): Promise<Map<string, Failure[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<(Failure & { transferId: string })[]>`
    SELECT "transferId"::text, coalesce("errorCode", 'unknown') AS code, status, comment, count(*)::int AS count
    FROM "TransferInstance"
    WHERE "transferId" IN (${Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`))})
      AND (state = 'FAILED' OR (state = 'PENDING' AND "errorCode" IS NOT NULL))
    GROUP BY 1, 2, 3, 4 ORDER BY count(*) DESC`;
  return new Map(
    [...Map.groupBy(rows, ({ transferId }) => transferId)].map(([id, found]) => [
      id,
      found.map(({ code, status, comment, count }) => ({ code, status, comment, count })),
    ]),
  );
}

async function studiesOf(rows: Row[]): Promise<Map<string, NonNullable<Transfer["study"]>>> {
  const studies = await db.study.findMany({
    where: {
      organizationId: { in: [...new Set(rows.map((row) => row.organizationId))] },
      studyInstanceUid: { in: rows.map((row) => row.studyInstanceUid) },
    },
    select: {
      organizationId: true,
      studyInstanceUid: true,
      patientName: true,
      description: true,
      studyDate: true,
    },
  });
  return new Map(
    studies.map(({ organizationId, studyInstanceUid, patientName, description, studyDate: day }) => [
      `${organizationId}|${studyInstanceUid}`,
      {
        patientName,
        description,
        studyDate: day ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}` : null,
      },
    ]),
  );
}
