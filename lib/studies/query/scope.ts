import { Prisma } from "@/lib/db";
import type { QueryLevel, QueryScope } from "./model";

/** The condition that keeps a search inside its scope: p is Patient, s Study, e Series. */
export function scopeCondition({ organizationId, granted }: QueryScope, level: QueryLevel): Prisma.Sql {
  const patientOrStudy = Prisma.raw(level === "patient" ? "p" : "s");
  const own = Prisma.sql`${patientOrStudy}."organizationId" = ${organizationId}::uuid`;
  if (!granted) return own;
  if (level === "patient")
    return Prisma.sql`${own} AND p."id" IN (SELECT s."patientId" FROM "Study" s WHERE s."id" = ANY(${granted.map(
      ({ studyId }) => studyId,
    )}::uuid[]))`;
  const conditions: Prisma.Sql[] = [];
  const whole: string[] = [];
  for (const { studyId, seriesInstanceUids } of granted) {
    if (seriesInstanceUids === "all" || level === "study") whole.push(studyId);
    else
      conditions.push(
        Prisma.sql`(s."id" = ${studyId}::uuid AND e."seriesInstanceUid" = ANY(${seriesInstanceUids}::text[]))`,
      );
  }
  if (whole.length > 0) conditions.push(Prisma.sql`s."id" = ANY(${whole}::uuid[])`);
  return conditions.length === 0 ? Prisma.sql`FALSE` : Prisma.sql`(${Prisma.join(conditions, " OR ")})`;
}

/** Whether some study is granted only in part: its counts are then those of the series granted. */
export function isPartial({ granted }: QueryScope): boolean {
  return granted?.some(({ seriesInstanceUids }) => seriesInstanceUids !== "all") ?? false;
}
