import { Prisma } from "@/lib/db";

/** From mark to removal, so that somebody can say that a study stays. */
export const GRACE_DAYS = 14;

/**
 * A study `s` whose days by the rule `r` are over: counted from its last instance or the end of its last share,
 * whichever is later. One that a share still shows, or that is on its way to a peer, never is.
 */
export const IS_OVER = (now: Date) => Prisma.sql`
  s."lastReceivedAt" < ${now}::timestamptz - make_interval(days => r.days)
  AND NOT EXISTS (
    SELECT FROM "ShareStudy" x JOIN "Share" h ON h.id = x."shareId"
    WHERE x."studyId" = s.id AND (
      (h.state IN ('PREPARING', 'SENT') AND h."expiresAt" > ${now}::timestamptz - make_interval(days => r.days))
      OR (h.state IN ('REVOKED', 'EXPIRED') AND h."stateAt" > ${now}::timestamptz - make_interval(days => r.days))
    )
  )`;
