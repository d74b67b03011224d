import { EventCode, recordAudit } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, Prisma, type Transaction } from "@/lib/db";
import { log } from "@/lib/log";
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
 */
export async function applyRetention({ now = new Date() } = {}): Promise<RetentionReport> {
  await unmark(now);
  const marked = await mark(now);
  const removed = await removeMarked(now);
  if (marked + removed > 0) log.info({ marked, removed }, "retention");
  return { marked, removed };
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

async function mark(now: Date): Promise<number> {
  const removeAt = new Date(now.getTime() + GRACE_DAYS * 86_400_000);
  const context = systemContext("job:retain-studies");
  const organizations = await db.retentionRule.groupBy({ by: ["organizationId"] });
  let marked = 0;
  for (const { organizationId } of organizations)
    marked += await db.$transaction(async (transaction) => {
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
  return marked;
}

async function removeMarked(now: Date): Promise<number> {
  const context = systemContext("job:retain-studies");
  let removed = 0;
  while (true) {
    const due = await db.retentionMark.findMany({
      where: { keptAt: null, removeAt: { lte: now } },
      include: { study: { select: { studyInstanceUid: true } } },
      take: AT_ONCE,
    });
    for (const { organizationId, study } of due)
      await removeStudy(context, {
        organizationId,
        studyInstanceUid: study.studyInstanceUid,
        reason: "RETENTION",
        isStillDue: (transaction, studyId) => isStillDue(transaction, studyId, now),
      });
    removed += due.length;
    if (due.length < AT_ONCE) return removed;
  }
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
