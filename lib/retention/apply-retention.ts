import { EventCode, recordAudit } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, Prisma, type Study, type Transaction } from "@/lib/db";
import { log } from "@/lib/log";
import { workThrough } from "@/lib/queue";
import { removeStudy } from "@/lib/studies";
import { GRACE_DAYS, IS_OVER } from "./is-over";

const AT_ONCE = 500;

export interface RetentionReport {
  marked: number;
  removed: number;
}

/**
 * The job that lets studies go: marks those whose days are over, takes the mark from those that it no longer fits,
 * and removes those whose grace has passed. Each is in its organisation's log. Harmless to repeat.
 * @throws what kept one from being marked or removed, when the others are
 */
export async function applyRetention({ now = new Date() } = {}): Promise<RetentionReport> {
  const report = { marked: 0, removed: 0 };
  await unmark(now);
  try {
    await mark(now, report).finally(() => removeMarked(now, report));
  } finally {
    if (report.marked + report.removed > 0) log.info(report, "retention");
  }
  return report;
}

/** Shared or received again, or the rule became longer. */
async function unmark(now: Date): Promise<void> {
  await db.$executeRaw`
    DELETE FROM "RetentionMark" m WHERE m."keptAt" IS NULL AND NOT EXISTS (
      SELECT FROM "Study" s JOIN "RetentionRule" r ON r."organizationId" = s."organizationId" AND r.origin = s.origin
      WHERE s.id = m."studyId" AND ${IS_OVER(now)})`;
}

/** A rule that is new may be over for a million studies at once. */
const LIMITS = { timeout: 30 * 60_000 };

async function mark(now: Date, report: RetentionReport): Promise<void> {
  const removeAt = new Date(now.getTime() + GRACE_DAYS * 86_400_000);
  const context = systemContext("job:retain-studies");
  await workThrough(
    async (after) => {
      if (after) return [];
      const rules = await db.retentionRule.groupBy({ by: ["organizationId"] });
      return rules.map(({ organizationId: id }) => ({ id }));
    },
    async ({ id: organizationId }) => {
      report.marked += await db.$transaction(async (transaction) => {
        const count = await transaction.$executeRaw`
          INSERT INTO "RetentionMark" ("studyId", "organizationId", "removeAt")
          SELECT s.id, s."organizationId", ${removeAt}::timestamptz
          FROM "Study" s JOIN "RetentionRule" r ON r."organizationId" = s."organizationId" AND r.origin = s.origin
          WHERE s."organizationId" = ${organizationId}::uuid AND ${IS_OVER(now)}
          ON CONFLICT DO NOTHING`;
        if (count > 0)
          await recordAudit(transaction, context, {
            eventCode: EventCode.applicationActivity,
            action: "retention.marked",
            organizations: [organizationId],
            detail: { studies: count, removeAt: removeAt.toISOString() },
          });
        return count;
      }, LIMITS);
    },
  );
}

async function removeMarked(now: Date, report: RetentionReport): Promise<void> {
  const context = systemContext("job:retain-studies");
  await workThrough<DueStudy>(
    (after) => nextDue(now, after),
    async ({ organizationId, studyInstanceUid }) => {
      await removeStudy(context, {
        organizationId,
        studyInstanceUid,
        reason: "RETENTION",
        isStillDue: (transaction, studyId) => isStillDue(transaction, studyId, now),
      });
      report.removed += 1;
    },
  );
}

type DueStudy = Pick<Study, "id" | "organizationId" | "studyInstanceUid">;

async function nextDue(now: Date, after: DueStudy | undefined): Promise<DueStudy[]> {
  const marks = await db.retentionMark.findMany({
    where: { keptAt: null, removeAt: { lte: now }, ...(after && { studyId: { gt: after.id } }) },
    select: { study: { select: { id: true, organizationId: true, studyInstanceUid: true } } },
    orderBy: { studyId: "asc" },
    take: AT_ONCE,
  });
  return marks.map(({ study }) => study);
}

/** Under the study's lock: it may have been kept, shared or received again since it was listed. */
async function isStillDue(transaction: Transaction, studyId: string, now: Date): Promise<boolean> {
  const rows = await transaction.$queryRaw<unknown[]>(Prisma.sql`
    SELECT 1 FROM "RetentionMark" m JOIN "Study" s ON s.id = m."studyId"
    JOIN "RetentionRule" r ON r."organizationId" = s."organizationId" AND r.origin = s.origin
    WHERE m."studyId" = ${studyId}::uuid AND m."keptAt" IS NULL AND m."removeAt" <= ${now}::timestamptz AND ${IS_OVER(now)}
    FOR UPDATE OF m`);
  if (rows.length === 0) await transaction.retentionMark.deleteMany({ where: { studyId, keptAt: null } });
  return rows.length > 0;
}
