import { Prisma } from "@/lib/db";
import type { DataScope } from "./data-scope";
import type { Level } from "./qido-columns";

/** The condition that keeps a search inside its root: s is Study, e is Series (not at the study level). */
export function scopeCondition(scope: DataScope, level: Level): Prisma.Sql {
  if (!scope.grant) return Prisma.sql`s."organizationId" = ${scope.organizationId}::uuid`;
  const conditions: Prisma.Sql[] = [];
  const whole: string[] = [];
  for (const { studyId, seriesInstanceUids } of scope.grant.studies.values()) {
    if (seriesInstanceUids === "all" || level === "study") whole.push(studyId);
    else
      conditions.push(
        Prisma.sql`(s."id" = ${studyId}::uuid AND e."seriesInstanceUid" = ANY(${seriesInstanceUids}::text[]))`,
      );
  }
  if (whole.length > 0) conditions.push(Prisma.sql`s."id" = ANY(${whole}::uuid[])`);
  return conditions.length === 0 ? Prisma.sql`FALSE` : Prisma.sql`(${Prisma.join(conditions, " OR ")})`;
}
